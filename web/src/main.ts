import { mount } from 'svelte';
import './styles/nhsuk.scss';
import './styles/app.css';
import App from './app/App.svelte';

// nhsuk-frontend styles some parts only where scripts run.
document.body.classList.add('js-enabled', 'nhsuk-frontend-supported');

mount(App, { target: document.getElementById('app')! });
