import 'webfuse-elements/kit';
import {createRoot} from 'react-dom/client';
import {App} from './app.tsx';
import './app.css';

createRoot(document.querySelector('#app')!).render(<App />);
