// The contract and the code say the same: every route of src/http/routes.cpp stands in api/openapi.yaml, in the same order.
import { must, test } from './lib/count.mjs';
import { routesInCode } from './lib/contract.mjs';

const line = (one) => `${one.method} ${one.path}`;
// Paths compare by their shape: {id} and {project_id} are the same to the router.
const shape = (one) => line(one).replace(/\{[^}]+\}/g, '{}');

export async function testRoutes(contract) {
  const code = routesInCode();
  const written = new Map(contract.operations.map((one) => [shape(one), one]));
  const routed = new Set(code.map(shape));

  await test('src/http/routes.cpp is read by this test', () => must(code.length > 5, 'fewer than six routes were found in it'));
  await test('every route stands in the contract', () => {
    const missing = code.filter((one) => !written.has(shape(one)));
    must(missing.length === 0, `api/openapi.yaml has no ${missing.map(line).join(', ')}`);
  });
  await test('everything in the contract has a route', () => {
    const missing = contract.operations.filter((one) => !routed.has(shape(one)));
    must(missing.length === 0, `src/http/routes.cpp has no ${missing.map(line).join(', ')}`);
  });
  await test('routes and contract stand in the same order', () => {
    const inContract = contract.operations.map(shape).filter((one) => routed.has(one));
    const inCode = code.map(shape).filter((one) => written.has(one));
    const first = inCode.findIndex((one, i) => one !== inContract[i]);
    must(first < 0, `the route ${inCode[first]} stands where the contract has ${inContract[first]}`);
  });
  await test('the contract says of each route whether it needs a session', () => {
    const differing = code.filter((one) => written.has(shape(one)) && written.get(shape(one)).open !== one.open);
    must(differing.length === 0, `they differ about ${differing.map(line).join(', ')} (security: [] is Who::anyone)`);
  });
  await test('every operation has an id of its own, a tag and a summary', () => {
    const ids = contract.operations.map((one) => one.id);
    const bad = contract.operations.filter((one) => !one.id || ids.indexOf(one.id) !== ids.lastIndexOf(one.id) || !one.itself.tags?.length || !one.itself.summary);
    must(bad.length === 0, bad.map(line).join(', '));
  });
  await test('every object in the contract says what it holds and nothing else', () => {
    const open = [];
    const walk = (node, at) => {
      if (!node || typeof node !== 'object') return;
      const composed = node.allOf || node.oneOf || node.anyOf;
      if (node.properties && !composed && node.additionalProperties === undefined && node.unevaluatedProperties === undefined) open.push(at);
      for (const [name, one] of Object.entries(node)) if (name !== 'example' && name !== 'examples') walk(one, `${at}/${name}`);
    };
    walk(contract.document.components.schemas, 'components/schemas');
    walk(contract.document.paths, 'paths');
    const shown = open.filter((at) => !/\/allOf\/\d+$/.test(at));
    must(shown.length === 0, `these lack additionalProperties: ${shown.join(', ')}`);
  });
  await test('whoever changes what has a version names it, and the contract asks for it', () => {
    const versioned = (operation) => {
      const reader = written.get(`GET ${shape(operation).split(' ')[1]}`);
      const schema = contract.resolve(contract.resolve(reader?.itself.responses['200'])?.content?.['application/json']?.schema);
      return schema?.properties?.version !== undefined;
    };
    const bare = contract.operations.filter((one) => ['PUT', 'PATCH', 'DELETE'].includes(one.method) && versioned(one) && !one.guarded);
    must(bare.length === 0, `these take no If-Match: ${bare.map(line).join(', ')}`);
  });
  await test('a team\'s calibration is told by one route, and no list holds it or can be put in its order', () => {
    const { schemas } = contract.document.components;
    const holds = (node, seen = new Set()) => {
      if (!node || typeof node !== 'object') return false;
      const name = node.$ref?.split('/').pop();
      if (name === 'Calibration' || name === 'CalibratedRow' || name === 'IntervalCalibration') return true;
      if (name) return !seen.has(name) && holds(schemas[name], seen.add(name));
      return Object.values(node).some((one) => holds(one, seen));
    };
    const telling = contract.operations.filter((one) => holds(one.itself.responses)).map(line);
    must(telling.length === 1 && telling[0] === 'GET /api/v1/projects/{id}/calibration', `it is told by ${telling.join(', ')}`);
    const ordered = contract.operations.flatMap((one) => (one.itself.parameters ?? []).filter((each) => /calibrat|skill|score|hits|held/.test(each.name ?? '')).map(() => line(one)));
    must(ordered.length === 0, `these take an order or a filter by it: ${ordered.join(', ')}`);
  });
}

// After the tables have run: no operation is left that none of them has made succeed.
export async function testExercised(contract) {
  await test('every operation of the contract is made to succeed by a scenario', () => {
    const missed = contract.operations.filter((one) => !contract.exercised.has(one.id));
    must(missed.length === 0, `add a step to tests/api/scenarios for: ${missed.map((one) => `${one.id} (${line(one)})`).join(', ')}`);
  });
}
