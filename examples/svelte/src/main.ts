import { mount } from 'svelte';
import './auth-config';
import App from './App.svelte';

mount(App, { target: document.getElementById('app')! });
