import 'webfuse-elements/kit';
import {createApp} from 'vue';
import TheApp from './the-app.vue';
import './app.css';

createApp(TheApp).mount('#app');
