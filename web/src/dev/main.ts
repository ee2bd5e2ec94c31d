// The bench on which charts and parts are looked at while working on them: `npm run dev`, then /dev.html. Never built.
import { mount } from 'svelte';
import '../styles/nhsuk.scss';
import '../styles/app.css';
import Bench from './Bench.svelte';

document.body.classList.add('js-enabled', 'nhsuk-frontend-supported');
mount(Bench, { target: document.getElementById('app')! });
