import { createApp } from 'vue';
import './auth-config';
import App from './App.vue';

createApp(App).mount('#app');
