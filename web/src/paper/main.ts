// The board on paper: draws itself from the data within the file, and says by its title when it is done. Whoever prints it waits for that.
import { mount } from 'svelte';
import '../styles/nhsuk.scss';
import '../styles/app.css';
import PaperBoard, { footOf, titleOf, type OnPaper } from './PaperBoard.svelte';

const given = JSON.parse(document.getElementById('board')!.textContent!) as OnPaper;
document.head.append(Object.assign(document.createElement('style'), { textContent: footOf(given) }));
mount(PaperBoard, { target: document.getElementById('app')!, props: { given } });

const plots = () => [...document.querySelectorAll('.spc__plot')];
while (plots().some((one) => !one.querySelector('svg'))) await new Promise((done) => { setTimeout(done, 20); });
for (const svg of plots().map((one) => one.querySelector('svg')!)) svg.setAttribute('viewBox', `0 0 ${svg.getAttribute('width')} ${svg.getAttribute('height')}`);
document.title = titleOf(given);
