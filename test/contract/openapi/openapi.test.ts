import { validate } from '@hyperjump/json-schema/draft-04';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { TestRegistry } from '../../environment/index.js';
import { Judge } from '../corpus/judge.js';
import { controllerRoutes } from './controller-routes.js';
import {
  type ApiDocument,
  examplesIn,
  type Operation,
  operationsOf,
  readJson,
  type Schema,
} from './document.js';

const CREDENTIALS = [{ basic: [] }, { bearer: [] }];

let registry: TestRegistry;
let document: ApiDocument;
let operations: Operation[];
beforeAll(async () => {
  registry = await TestRegistry.start({ configuration: { logLevel: 'silent' } });
  document = await readJson(`${registry.address}/docs/openapi.json`);
  operations = operationsOf(document);
});
afterAll(() => registry.stop());

const nameOf = ({ method, path }: Operation) => `${method} ${path}`;
const isForCallers = ({ path }: Operation) => /^\/(v1\/(?!schemas)|metrics)/.test(path);

describe('The OpenAPI document', () => {
  it('is valid', async () => {
    const { valid, errors } = await new Validator().validate(document as unknown as Record<string, unknown>);
    expect([valid, errors]).toEqual([true, undefined]);
  });

  it('holds every route of every controller, and no others', () => {
    expect(operations.map(nameOf).sort()).toEqual(controllerRoutes());
    expect(operations.length).toBeGreaterThan(25);
  });

  it('holds what exists: with any method, the path says which ones it has', async () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      const answer = await registry.as('').send('OPTIONS', path.replace(/\{\w+\}/g, 'x'));
      const allowed = answer.headers
        .get('allow')
        ?.split(', ')
        .filter((method) => method !== 'HEAD');
      expect([path, allowed]).toEqual([
        path,
        Object.keys(methods)
          .map((method) => method.toUpperCase())
          .sort(),
      ]);
    }
  });

  it('gives each operation a name of its own, in words that programs can use', () => {
    const names = operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[A-Z][A-Za-z]+\.[a-z][A-Za-z]+$/);
  });

  it('says of each operation and parameter what it is', () => {
    const tags = document.tags.map(({ name }) => name);
    for (const operation of operations) {
      const { summary, tags: [tag] = [], parameters, path } = operation;
      expect([nameOf(operation), summary]).toEqual([nameOf(operation), expect.stringMatching(/\w{3}/)]);
      expect(tags).toContain(tag);
      const inPath = parameters.filter((parameter) => parameter.in === 'path');
      expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
      for (const { name, description, schema } of parameters)
        expect([name, description, schema?.type]).toEqual([
          name,
          expect.stringMatching(/\w{3}/),
          ['limit', 'wait'].includes(name) ? 'integer' : 'string',
        ]);
    }
  });

  it('gives a path an example for each part that the caller fills in', () => {
    const parts = operations.flatMap(({ parameters }) =>
      parameters.filter((parameter) => parameter.in === 'path'),
    );
    for (const { name, example, schema } of parts)
      expect([name, example ?? schema?.example]).toEqual([name, expect.any(String)]);
  });

  it('says who may call, and how those are refused who may not', () => {
    for (const operation of operations.filter(isForCallers)) {
      const { security, responses } = operation;
      expect([nameOf(operation), security]).toEqual([nameOf(operation), CREDENTIALS]);
      for (const status of ['400', '401', '403', '500', '503'])
        expect([nameOf(operation), responses[status]?.content]).toEqual([
          nameOf(operation),
          { 'application/problem+json': expect.anything() },
        ]);
      expect(responses['401']?.headers).toHaveProperty('WWW-Authenticate');
      expect(responses['503']?.headers).toHaveProperty('Retry-After');
    }
    for (const operation of operations.filter((one) => !isForCallers(one)))
      expect(operation.security).toEqual([]);
  });

  it('tells of the headers that a client needs', () => {
    const headersOf = (name: string, status: number) => {
      const { responses } = operations.find(({ operationId }) => operationId === name)!;
      return Object.keys(responses[status]!.headers ?? {});
    };
    expect(headersOf('Partners.admit', 201)).toEqual(['Location']);
    for (const name of ['OperatorBackends.snapshot', 'ProviderBackends.updates', 'Schemas.read'])
      expect([headersOf(name, 200), headersOf(name, 304)]).toEqual([['ETag'], ['ETag']]);
  });

  it('has an example of every body, and each fits the schema', async () => {
    const contents = operations.flatMap((operation) => [
      ...(operation.requestBody ? [[nameOf(operation), operation.requestBody.content] as const] : []),
      ...Object.entries(operation.responses)
        .filter(([, { content }]) => content !== undefined)
        .map(([status, { content }]) => [`${nameOf(operation)} ${status}`, content] as const),
    ]);
    const judges = new Map<string, Judge>();
    for (const [place, content] of contents) {
      const examples = examplesIn(content);
      expect([place, examples.length > 0]).toEqual([place, true]);
      for (const { example, schema } of examples.filter((one) => one.schema !== undefined))
        expect([place, (await judgeOf(judges, String(schema))).badPlaces(example)]).toEqual([place, []]);
    }
  });

  it('tells which backend answers for an ID: the longest match, the blacklist, and ties', () => {
    const resolving = operations
      .filter(({ path }) => path.endsWith('/resolve'))
      .map(({ description }) => description);
    expect(resolving).toHaveLength(2);
    for (const text of [...resolving, document.info.description]) {
      expect(text).toMatch(/longest matching whitelist pattern/);
      expect(text).toMatch(/matching blacklist pattern/);
      expect(text).toMatch(/tie goes to the definition\s+that changed last/i);
    }
  });
});

describe('The served schemas', () => {
  const served = () =>
    Object.entries(document.components.schemas).filter(([, { externalDocs }]) => externalDocs);

  it('are valid draft-04 themselves', async () => {
    const { items } = await readJson<{ items: { path: string }[] }>(`${registry.address}/v1/schemas`);
    expect(items.length).toBe(served().length);
    for (const { path } of items) {
      const schema = await readJson<Record<string, never>>(registry.address + path);
      const output = await validate('http://json-schema.org/draft-04/schema', schema, 'BASIC');
      expect([path, output]).toEqual([path, { valid: true }]);
    }
  });

  it('are those of the document, in the words of draft-04', async () => {
    for (const [name, component] of served()) {
      const path = String(component.externalDocs?.url);
      const { $schema, id, definitions = {}, ...root } = await readJson<Schema>(registry.address + path);
      expect([$schema, id]).toEqual([
        'http://json-schema.org/draft-04/schema#',
        expect.stringMatching(/^urn:/),
      ]);
      const parts = { [name]: root, ...(definitions as Record<string, Schema>) };
      for (const [part, schema] of Object.entries(parts))
        expect([path, part, inDraft04(document.components.schemas[part]!)]).toEqual([path, part, schema]);
    }
  });
});

describe('The page of the documentation', () => {
  it('is HTML, with everything that it needs', async () => {
    const answer = await fetch(`${registry.address}/docs`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/html'),
    ]);
    const html = await answer.text();
    const assets = [...html.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, asset]) => asset!);
    expect(assets.length).toBeGreaterThan(3);
    for (const asset of assets) {
      const url = new URL(asset, `${registry.address}/docs`);
      expect(url.origin).toBe(registry.address);
      const loaded = await fetch(url);
      expect((await loaded.arrayBuffer()).byteLength).toBeGreaterThan(100);
      const type = loaded.headers.get('content-type') ?? '';
      expect([asset, loaded.status, type]).toEqual([asset, 200, expect.stringMatching(/javascript|css|png/)]);
    }
  });

  it('is there in YAML, too', async () => {
    const answer = await fetch(`${registry.address}/docs/openapi.yaml`);
    expect(await answer.text()).toMatch(/^openapi: 3\./);
  });
});

async function judgeOf(judges: Map<string, Judge>, component: string): Promise<Judge> {
  const path = String(document.components.schemas[component]?.externalDocs?.url);
  const name = path.replace('/v1/schemas/', '').replace('.json', '');
  const judge = judges.get(name) ?? (await Judge.of(registry.address, name));
  judges.set(name, judge);
  return judge;
}

/** OpenAPI refers to its own components, has examples in its schemas, and says null in another way. */
function inDraft04({ externalDocs: _, ...component }: Schema): Schema {
  const text = JSON.stringify(component, (key, value: unknown) => (key === 'example' ? undefined : value));
  return JSON.parse(text.replaceAll('#/components/schemas/', '#/definitions/')) as Schema;
}
