import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { XmlElement } from 'libxml2-wasm';
import {
  childElements,
  type Client,
  expectStatus,
  type SoapClient,
  TestClock,
  TestRegistry,
  withDocument,
} from '../environment/index.js';

const FOLDER = new URL('../../docs/soap/', import.meta.url);

/** In the order in which they make a story; each is sent as whom its UsernameToken names. */
const STORY = [
  'add-service-endpoints',
  'add-service-endpoints-partly',
  'get-service-endpoints',
  'get-operator-backend-definition-updates-full',
  'update-operator-backend-definition',
  'get-operator-backend-definition-updates',
  'update-provider-backend-definition',
  'get-provider-backend-definition-updates',
  'not-authorized',
  'format',
  'fault',
];

let registry: TestRegistry;
let partners: Record<string, Client>;
let soap: SoapClient;
let lastUpdate = '';

beforeAll(async () => {
  const clock = new TestClock();
  clock.set('2026-11-22T10:00:00Z');
  registry = await TestRegistry.start({ clock });
  const stadtwerke = await registry.admit('stadtwerke', { operatorIds: ['DE8AA'] });
  const emobil = await registry.admit('emobil', { providerIds: ['DE9BB'] });
  expectStatus(await stadtwerke.put('/v1/self/roaming-connections/emobil'), 201);
  partners = { stadtwerke, emobil };
  soap = registry.bySoap('stadtwerke', stadtwerke);
});
afterAll(() => registry.stop());

it('Every example is part of the story', () => {
  const files = STORY.flatMap((name) => [`${name}.request.xml`, `${name}.response.xml`]);
  expect(readdirSync(FOLDER).sort()).toEqual(files.sort());
});

it.each(STORY)('The example %s is answered as its file says', async (name) => {
  const example = readFileSync(new URL(`${name}.request.xml`, FOLDER), 'utf8');
  const [, username = ''] = /Username>(\w+)</.exec(example) ?? [];
  const request = example
    .replace('>SECRET<', `>${partners[username]!.secret}<`)
    .replace(/<DateTime>[^<]+/, `<DateTime>${lastUpdate}`);
  const answer = await soap.send(request);
  const expected = readFileSync(new URL(`${name}.response.xml`, FOLDER), 'utf8');
  expect(plainOf(answer.text)).toEqual(plainOf(expected));
  soap.contract.check(answer.status, 'text/xml; charset=utf-8', expected);
  if (name === 'get-operator-backend-definition-updates-full') lastUpdate = answer.body.asOf![0].DateTime[0];
});

/** A document without what differs from run to run, and from writer to writer: moments, prefixes, white space. */
function plainOf(xml: string): unknown {
  const steady = xml.replace(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z/g, 'a moment');
  return withDocument(steady, ({ root }) => expanded(root));
}

function expanded(element: XmlElement): unknown {
  const children = childElements(element);
  const content = children.length > 0 ? children.map(expanded) : element.content.trim();
  return [`{${element.namespaceUri}}${element.name}`, content];
}
