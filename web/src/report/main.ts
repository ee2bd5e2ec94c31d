import { mount } from 'svelte';
import '../styles/nhsuk.scss';
import '../styles/app.css';
import Report from './Report.svelte';
import type { FlowReport } from './report';

// nhsuk-frontend styles some parts only where scripts run.
document.body.classList.add('js-enabled', 'nhsuk-frontend-supported');

const report = JSON.parse(document.getElementById('report')!.textContent!) as FlowReport;
document.title = `${report.title || report.model}: flow report`;
mount(Report, { target: document.getElementById('app')!, props: { report } });
