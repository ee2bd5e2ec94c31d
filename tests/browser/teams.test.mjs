// A team is dissolved: what becomes of its projects is said first, done, and taken back. And a trust that merged: one press moves
// a project to the successor.
import { accessible, expect, fitsPhone, signIn, signOut } from './kit.mjs';

const systemLead = 'system.lead@demo.example';

async function fits(page) {
  await accessible(page);
  await fitsPhone(page);
  await page.setViewportSize({ width: 1280, height: 900 });
}

export const tests = {
  'a team is dissolved; its projects move to the team that follows, or say that they wait; both are taken back': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, systemLead, '/projects/2');
    await page.getByRole('region', { name: 'Team', exact: true }).waitFor();
    const [team, organisation] = (await page.locator('.lede').first().innerText()).split(', ');
    await page.getByRole('link', { name: organisation, exact: true }).click();
    await page.getByRole('region', { name: 'Teams' }).getByRole('link', { name: team, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: team }).waitFor();
    await page.getByRole('button', { name: 'Dissolve this team' }).click();
    await page.getByText(/stays? under the old name/).waitFor();
    await fits(page);
    await page.getByLabel('Which team follows it? (optional)').selectOption({ index: 1 });
    await page.getByText(/(It moves|They move) to/).waitFor();
    await page.getByRole('button', { name: 'Dissolve the team' }).click();
    await page.getByText(/This team was dissolved on/).waitFor();
    await page.getByRole('region', { name: 'Moved with it' }).getByRole('link').first().waitFor();
    await fits(page);
    await page.getByRole('button', { name: /^Undo.*is dissolved/ }).click();
    await page.getByRole('region', { name: 'Projects under way' }).getByRole('link').first().waitFor();

    await page.getByRole('button', { name: 'Dissolve this team' }).click();
    await page.getByRole('button', { name: 'Dissolve the team' }).click();
    await page.getByText('No team follows it.').waitFor();
    await page.getByRole('region', { name: 'Projects under way' }).getByRole('link').first().click();
    await page.waitForURL(/\/projects\//);
    await page.getByRole('region', { name: 'Team', exact: true }).waitFor();
    await page.getByText(/was dissolved on/).waitFor();
    await fits(page);
    await page.goBack();
    await page.getByRole('button', { name: 'It stands after all' }).click();
    await page.getByRole('button', { name: 'Dissolve this team' }).waitFor();
  },

  'a trust has merged: one press moves a project to its successor, and one takes it back': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    const lead = 'stroke.lead@demo.example';
    await signIn(page, server, systemLead, '/projects/2');
    await page.getByRole('region', { name: 'Team', exact: true }).waitFor();
    const [team, organisation] = (await page.locator('.lede').first().innerText()).split(', ');
    // Closed on the API, so that this test is about the project's page.
    const successor = await page.evaluate(async () => {
      const { csrf } = await (await fetch('/api/v1/session')).json();
      const { project } = await (await fetch('/api/v1/projects/2')).json();
      const it = await (await fetch(`/api/v1/organisations/${project.organisation_id}`)).json();
      const next = (await (await fetch('/api/v1/organisations')).json()).organisations.find((one) => one.illustrative === it.illustrative && one.id !== it.id && !one.closed_on);
      const { id, version, ...said } = it;
      const answer = await fetch(`/api/v1/organisations/${id}`, { method: 'PUT', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf, 'If-Match': `"${version}"` },
        body: JSON.stringify({ kind: said.kind, name: said.name, illustrative: said.illustrative, codes: said.codes, serves: said.serves, opened_on: said.opened_on, source: said.source, closed_on: new Date().toISOString().slice(0, 10), successors: [{ organisation_id: next.id }] }) });
      return answer.ok ? next.name : `refused: ${await answer.text()}`;
    });
    await signOut(page);
    await signIn(page, server, lead, '/projects/2');
    await page.getByText(new RegExp(`${organisation.replace(/[()]/g, '.')} closed on`)).waitFor();
    await fits(page);
    await page.getByRole('button', { name: `Move it to ${successor}` }).click();
    await page.getByText(`${team}, ${successor}`, { exact: true }).waitFor();
    await page.getByRole('button', { name: /^Undo/ }).click();
    await page.getByText(`${team}, ${organisation}`, { exact: true }).waitFor();
    await page.getByRole('button', { name: `Move it to ${successor}` }).waitFor();
  },
};
