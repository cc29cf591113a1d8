import 'webfuse-elements/kit';
import {render} from 'solid-js/web';
import {App} from './app.tsx';
import './app.css';

render(() => <App />, document.querySelector('#app')!);
