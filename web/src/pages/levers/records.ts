// The three kinds of record on the page of levers: how each is fetched, kept, removed and brought back.

import { api, body, ifMatch } from '../../api/client';
import { leverInput, leverValues, moneyInput, moneyValues, newLever, newMoney, newReturn, returnInput, returnValues } from './leverForm';

export type Kind = 'lever' | 'investment' | 'return';

interface Thing {
  id: number;
  place_id: number;
  name: string;
  illustrative: boolean;
  version: number;
}

interface Record<It extends Thing, Values extends object> {
  title: string;
  change: string;
  said: string;
  fresh: () => Values;
  values: (it: It) => Values;
  get: (id: number) => Promise<It>;
  add: (values: Values, place: number) => Promise<unknown>;
  save: (it: It, values: Values, version: number) => Promise<unknown>;
  remove: (it: It) => Promise<unknown>;
  restore: (id: number) => Promise<unknown>;
}

const at = (id: number) => ({ params: { path: { id } } });
const from = (it: Thing, version = it.version) => ({ params: { path: { id: it.id }, header: ifMatch(version) } });
// Each kind's own types hold within its line; the form above sees them as one.
const record = <It extends Thing, Values extends object>(it: Record<It, Values>) => it as unknown as Record<Thing, object>;

export const records: { [kind in Kind]: Record<Thing, object> } = {
  lever: record({ title: 'Record a lever', change: 'Change the lever', said: 'The lever is recorded.', fresh: newLever, values: leverValues,
    get: (id) => body(api.GET('/api/v1/levers/{id}', at(id))), add: (values, place) => api.POST('/api/v1/levers', { body: leverInput(values, place, false) }),
    save: (it, values, version) => api.PUT('/api/v1/levers/{id}', { ...from(it, version), body: leverInput(values, it.place_id, it.illustrative) }),
    remove: (it) => api.DELETE('/api/v1/levers/{id}', from(it)), restore: (id) => api.POST('/api/v1/levers/{id}/restore', at(id)) }),
  investment: record({ title: 'Record what was put in', change: 'Change what was put in', said: 'It is recorded.', fresh: newMoney, values: moneyValues,
    get: (id) => body(api.GET('/api/v1/investments/{id}', at(id))), add: (values, place) => api.POST('/api/v1/investments', { body: moneyInput(values, place, false) }),
    save: (it, values, version) => api.PUT('/api/v1/investments/{id}', { ...from(it, version), body: moneyInput(values, it.place_id, it.illustrative) }),
    remove: (it) => api.DELETE('/api/v1/investments/{id}', from(it)), restore: (id) => api.POST('/api/v1/investments/{id}/restore', at(id)) }),
  return: record({ title: 'Record a return', change: 'Change the return', said: 'The return is recorded. The teams that fill it in say what it takes them.', fresh: newReturn, values: returnValues,
    get: (id) => body(api.GET('/api/v1/returns/{id}', at(id))), add: (values, place) => api.POST('/api/v1/returns', { body: returnInput(values, place, false) }),
    save: (it, values, version) => api.PUT('/api/v1/returns/{id}', { ...from(it, version), body: returnInput(values, it.place_id, it.illustrative) }),
    remove: (it) => api.DELETE('/api/v1/returns/{id}', from(it)), restore: (id) => api.POST('/api/v1/returns/{id}/restore', at(id)) }),
};
