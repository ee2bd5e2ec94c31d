// The contract: every response is held against api/openapi.yaml, and every request that was accepted too.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { must } from './count.mjs';
import { root } from './server.mjs';

const methods = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'];
const pointer = (...parts) => '#/' + parts.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');

export class Contract {
  constructor(file = join(root, 'api/openapi.yaml')) {
    this.document = parse(readFileSync(file, 'utf8'));
    this.ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
    addFormats(this.ajv);
    this.ajv.addSchema({ ...this.document, $id: 'contract' });
    this.compiled = new Map();
    this.exercised = new Set();
    this.operations = [];
    for (const [path, item] of Object.entries(this.document.paths))
      for (const method of methods.filter((one) => item[one]).sort((a, b) => Object.keys(item).indexOf(a) - Object.keys(item).indexOf(b)))
        this.operations.push(this.#operation(path, method, item));
  }

  #operation(path, method, item) {
    const itself = item[method];
    const parameters = [...(item.parameters ?? []), ...(itself.parameters ?? [])].map((one) => this.resolve(one));
    const shape = new RegExp('^' + path.replace(/[.]/g, '\\.').replace(/\{[^}]+\}/g, '[^/]+') + '$');
    return {
      id: itself.operationId, path, method: method.toUpperCase(), itself, parameters, shape,
      literals: path.split('/').filter((part) => !part.startsWith('{')).length,
      open: Array.isArray(itself.security) && itself.security.length === 0,
      guarded: parameters.some((one) => one.in === 'header' && one.name.toLowerCase() === 'if-match'),
      body: this.resolve(this.resolve(itself.requestBody)?.content?.['application/json']?.schema),
    };
  }

  // What a $ref names, once.
  resolve(node) {
    if (!node?.$ref) return node;
    return this.resolve(node.$ref.slice(2).split('/').reduce((at, part) => at[part.replaceAll('~1', '/').replaceAll('~0', '~')], this.document));
  }

  find(method, path) {
    const plain = path.split('?')[0];
    return this.operations.filter((one) => one.method === method && one.shape.test(plain)).sort((a, b) => b.literals - a.literals)[0];
  }

  #validator(ref) {
    if (!this.compiled.has(ref)) this.compiled.set(ref, this.ajv.compile({ $ref: `contract${ref}` }));
    return this.compiled.get(ref);
  }

  #check(ref, value, what) {
    const valid = this.#validator(ref);
    must(valid(value), () => `${what} is not what the contract says:\n` +
      valid.errors.slice(0, 5).map((one) => `${one.instancePath || '/'} ${one.message} ${JSON.stringify(one.params)}`).join('\n') +
      `\nin ${JSON.stringify(value).slice(0, 600)}`);
  }

  // Throws where the answer isn't what the contract says of that operation.
  checkResponse(method, path, response) {
    if (!path.startsWith('/api/')) return;
    const operation = this.find(method, path);
    const what = `the ${response.status} of ${method} ${path}`;
    if (!operation) {
      must(response.status === 404 || response.status === 405, `${what}: the contract names no such operation`);
      this.#checkProblem(response, what);
      return;
    }
    const responses = operation.itself.responses;
    const named = responses[response.status] ? String(response.status) : response.status >= 400 ? 'default' : undefined;
    // A route that documents only its own refusals may still be refused before it is reached.
    if (response.status >= 400 && !(named && responses[named])) return this.#checkProblem(response, what);
    must(named && responses[named], `${what}: the contract has no such status`);
    const documented = this.resolve(responses[named]);
    const type = (response.headers['content-type'] ?? '').split(';')[0];
    if (response.status < 300) this.exercised.add(operation.id);
    if (!documented.content) {
      must(response.text === '', `${what} has a body, and the contract gives it none`);
      return;
    }
    must(documented.content[type], `${what} is ${type || 'of no type'}; the contract says ${Object.keys(documented.content).join(', ')}`);
    const at = responses[named].$ref ? responses[named].$ref.slice(2).split('/') : ['paths', operation.path, operation.method.toLowerCase(), 'responses', named];
    if (type === 'application/problem+json') this.#checkProblem(response, what);
    else if (type.endsWith('json')) this.#check(pointer(...at, 'content', type, 'schema'), response.json, what);
  }

  #checkProblem(response, what) {
    must(response.headers['content-type'] === 'application/problem+json', `${what} is ${response.headers['content-type']}, not problem details`);
    this.#check('#/components/schemas/Problem', response.json, what);
    must(response.json.status === response.status, `${what} says that its status is ${response.json.status}`);
  }

  // What the server accepted must be what the contract asks for.
  checkAccepted(method, path, body) {
    const operation = this.find(method, path);
    if (!operation?.body || body === undefined) return;
    const ref = operation.itself.requestBody.$ref;
    const at = ref ? ref.slice(2).split('/') : ['paths', operation.path, operation.method.toLowerCase(), 'requestBody'];
    this.#check(pointer(...at, 'content', 'application/json', 'schema'), body, `the body that ${method} ${path} accepted`);
  }
}

// The table of src/http/routes.cpp: [{ method, path, open, wide }]; a wide route takes whole files.
export function routesInCode() {
  const source = readFileSync(join(root, 'src/http/routes.cpp'), 'utf8').replace(/\/\/.*$/gm, '');
  return [...source.matchAll(/\{\s*"([A-Z]+)",\s*"([^"]+)",\s*Who::(\w+)([^}]*)\}/g)]
    .map(([, method, path, who, rest]) => ({ method, path, open: who === 'anyone', wide: rest.includes('file_body') }));
}
