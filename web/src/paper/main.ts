// The board on paper: draws itself from the data within the file, and says by its title when it is done. Whoever prints it waits for that.
import { mount } from 'svelte';
import '../styles/nhsuk.scss';
import '../styles/app.css';
import type { Schemas } from '../api/client';
import { titleOf } from '../pages/board/said';
import PaperBoard, { footOf } from './PaperBoard.svelte';

const board = JSON.parse(document.getElementById('board')!.textContent!) as Schemas['Board'];
document.head.append(Object.assign(document.createElement('style'), { textContent: footOf(board) }));
mount(PaperBoard, { target: document.getElementById('app')!, props: { board } });

const plots = () => [...document.querySelectorAll('.spc__plot')];
while (plots().some((one) => !one.querySelector('svg'))) await new Promise((done) => { setTimeout(done, 20); });
for (const svg of plots().map((one) => one.querySelector('svg')!)) svg.setAttribute('viewBox', `0 0 ${svg.getAttribute('width')} ${svg.getAttribute('height')}`);
document.title = titleOf(board);
