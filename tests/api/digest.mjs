// The weekly letters of the demonstration, read one by one: each holds facts, and nothing that a team wrote or named.
//
// A marker is written into every text that a project has room for; then the server is begun anew with the letter due today.
import { Client } from './lib/client.mjs';
import { must, test } from './lib/count.mjs';
import { letters } from './lib/letters.mjs';
import { command, freshFolder, mustCommand, serve } from './lib/server.mjs';

const marker = 'MARKER-3c1f';
const text = (what) => ({ body: `${what} ${marker}`, audience: 'public' });
const ours = (data) => letters(data).filter((one) => one.subject?.startsWith('Your week in Tributary'));

const due = () => {
  const weekday = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', weekday: 'long' }).format(new Date());
  return `${weekday} 00:00`;
};

// Until no letter has come for a second.
async function settled(data) {
  for (let before = -1, calm = 0; calm < 4;) {
    const now = ours(data).length;
    calm = now === before ? calm + 1 : 0;
    before = now;
    await new Promise((wait) => setTimeout(wait, 500));
  }
  return ours(data);
}

async function someone(server, contract, name) {
  const client = new Client(server, contract, { email: `${name}@demo.example` });
  const answer = await client.send('POST', '/api/v1/session', { body: { email: client.person.email, password: 'demonstration only' } });
  must(answer.status === 201, answer.text);
  client.cookie = answer.headers['set-cookie'][0].split(';')[0];
  client.csrf = answer.json.csrf;
  client.id = answer.json.person.id;
  return client;
}

async function writeEverywhere(server, contract) {
  const did = async (client, method, path, body, headers) => {
    const answer = await client.send(method, path, { body, headers });
    must(answer.status < 300, `${method} ${path} answered ${answer.status}: ${answer.text.slice(0, 400)}`);
    return answer.json;
  };
  const lead = await someone(server, contract, 'stroke.lead'), mentor = await someone(server, contract, 'mentor');
  const { projects } = await did(lead, 'GET', '/api/v1/projects');
  const mine = projects.find((one) => one.name === 'Scan within the hour');
  const today = new Date().toISOString().slice(0, 10);
  const { test: made } = await did(lead, 'POST', `/api/v1/projects/${mine.id}/tests`,
    { name: `A test ${marker}`, planned_from: '2020-01-01', change: text('change'), question: text('question'), plan: text('plan') });
  await did(lead, 'POST', '/api/v1/measures', { project_id: mine.id, name: `A measure ${marker}`, kind: 'process', direction: 'up', interval: 'week', definition: marker, unit: 'rounds' });
  await did(lead, 'POST', `/api/v1/projects/${mine.id}/comments`, { ...text('@Mentor'), mentions: [mentor.id] });
  await did(lead, 'POST', `/api/v1/tests/${made.id}/comments`, { ...text('@Mentor'), audience: 'indoors', mentions: [mentor.id] });
  await did(mentor, 'POST', '/api/v1/sessions', { kind: 'mentoring', project_ids: [mine.id], held_on: today, see_on: today,
    ...Object.fromEntries(['target', 'actual', 'learnt', 'obstacle', 'next_step', 'expectation', 'note'].map((slot) => [slot, text(slot)])) });
  return { lead, mentor, project: mine };
}

export async function testDigest(contract) {
  const data = freshFolder();
  await mustCommand(['init', '--demo', '--data', data], { timeout: 120_000 });
  let server = await serve(data, undefined, ['--digest', 'never']);
  let world;
  await test('markers stand in every text of a project, and a member turns the weekly letter off', async () => {
    world = await writeEverywhere(server, contract);
    const partner = await someone(server, contract, 'partner');
    const account = await partner.send('GET', '/api/v1/account');
    must(account.json.weekly_digest === true, account.text);
    const answer = await partner.send('PUT', '/api/v1/account', { body: { name: account.json.name, weekly_digest: false }, headers: { 'If-Match': `"${account.json.version}"` } });
    must(answer.status === 200 && answer.json.weekly_digest === false, answer.text);
  });
  await test('no weekly letter is made where none is due', async () => must((await settled(data)).length === 0, 'there are letters'));
  await server.stop();
  server = await serve(data, undefined, ['--digest', due(), '--site', 'https://tributary.example']);
  let all = [];
  await test('a server that comes back makes up for the letter that was due', async () => {
    all = await settled(data);
    must(all.length > 5, `there are ${all.length} letters`);
    must(new Set(all.map((one) => one.to)).size === all.length, 'somebody has two');
  });
  await test('no letter holds anything that a team wrote or named', () => {
    for (const one of all) must(!one.text.includes(marker) && !one.raw.includes(marker), () => `to ${one.to}: ${one.text}`);
  });
  await test('a mention is told as a fact, with its project and where to open it', () => {
    const letter = all.find((one) => one.to === 'mentor@demo.example');
    must(letter?.text.includes(`Scan within the hour  https://tributary.example/projects/${world.project.id}`), letter?.text ?? 'no letter to the mentor');
    must(letter.text.includes('2 comments mention you'), letter.text);
    must(letter.text.includes('https://tributary.example/account'), letter.text);
  });
  await test('who turned it off has none, and a regulator and an administrator have nothing to be told', () => {
    for (const name of ['partner', 'regulator', 'administrator']) must(!all.some((one) => one.to === `${name}@demo.example`), `there is one to ${name}`);
  });
  await server.stop();
  server = await serve(data, undefined, ['--digest', due(), '--site', 'https://tributary.example']);
  await test('a server that is begun again sends none twice', async () => must((await settled(data)).length === all.length, 'there are more letters'));
  await server.stop();
  await test('a time that can not be read is refused, with how to write it', async () => {
    const { status, err } = await command(['serve', '--data', data, '--digest', 'now and then']);
    must(status === 2 && err.includes('monday 07:00'), `${status}: ${err}`);
  });
}
