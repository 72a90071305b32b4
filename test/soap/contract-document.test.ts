import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { XmlElement } from 'libxml2-wasm';
import { childElements, TestRegistry, withDocument } from '../environment/index.js';
import { exchange, type Exchanged, PATH } from './exchange.js';

const WSDL = 'http://schemas.xmlsoap.org/wsdl/';
const WSDL_SOAP = 'http://schemas.xmlsoap.org/wsdl/soap/';
const DOCUMENTS = ['?wsdl', '?xsd=ochp-1.4', '?xsd=registry-0.1'];

let registry: TestRegistry;
beforeAll(async () => {
  registry = await TestRegistry.start({ configuration: { logLevel: 'silent' } });
});
afterAll(() => registry.stop());

const get = (query: string, headers: Record<string, string> = {}, { address } = registry) =>
  exchange(address, { method: 'GET', path: PATH + query, headers });
/** Every address in a document at which something of ours is said to be, without its query. */
const addressesIn = ({ text }: Exchanged) => [
  ...new Set([...text.matchAll(/(?:schemaLocation|location)="([^"?]*)/g)].map(([, address]) => address)),
];
const attribute = (element: XmlElement, name: string) =>
  element.attrs.find((one) => one.name === name)?.value ?? '';
const named = (parent: XmlElement, name: string, namespace = WSDL) =>
  childElements(parent).filter((child) => child.name === name && child.namespaceUri === namespace);
/** The element of this name that a reference such as `ochp:Name` means. */
const referred = (root: XmlElement, kind: string, reference: string) => {
  const [, name] = reference.split(':');
  return named(root, kind).find((one) => attribute(one, 'name') === name)!;
};

describe('The contract', () => {
  it.each([
    ['?wsdl', 'definitions'],
    ['?WSDL', 'definitions'],
    ['?Wsdl', 'definitions'],
    ['?wsdl=', 'definitions'],
    ['?xsd=ochp-1.4', 'schema'],
    ['?xsd=registry-0.1', 'schema'],
    ['?XSD=ochp-1.4', 'schema'],
  ])('is served at %s, to anybody', async (query, name) => {
    const answer = await get(query);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/xml; charset=utf-8']);
    expect(answer.headers.get('x-request-id')).toBeTruthy();
    expect(withDocument(answer.text, ({ root }) => root.name)).toBe(name);
    expect(answer.text).not.toContain('{address}');
  });

  it.each(DOCUMENTS)('has no body for HEAD: %s', async (query) => {
    const answer = await exchange(registry.address, { method: 'HEAD', path: PATH + query });
    expect([answer.status, answer.text]).toEqual([200, '']);
    expect(answer.headers.get('content-type')).toBe('text/xml; charset=utf-8');
  });

  it.each([
    '',
    '?',
    '?xsd',
    '?xsd=',
    '?xsd=ochp-1.3',
    '?xsd=OCHP-1.4',
    '?xsd=../ochp-1.4',
    '?xsd=ochp-1.4.xsd',
    '?xsd=wsdl',
    '?xsd=ochp-1.4&xsd=registry-0.1',
    '?xsd=constructor',
    '?xsd=__proto__',
    '?__proto__=wsdl',
    '?constructor',
    '?wsdl&xsd=ochp-1.4',
    '?singleWsdl',
    '?disco',
    '?ochp-1.4',
  ])('is all that there is to read: "%s" is not found', async (query) => {
    const answer = await get(query);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
    const problem = JSON.parse(answer.text) as { type: string; detail: string };
    expect(problem.type).toBe('urn:ochp-direct:registry:problem:not-found');
    expect(problem.detail).toContain(`${PATH}?wsdl`);
  });

  it.each([
    '/soap/ochp-direct/',
    '/soap',
    '/soap/',
    '/soap/ochp',
    '/SOAP/ochp-direct',
    '/soap/ochp-direct/x',
  ])('is nowhere else: %s', async (path) => {
    for (const method of ['GET', 'POST']) {
      const answer = await exchange(registry.address, { method, path: `${path}?wsdl` });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
    }
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])('can only be read: %s is not allowed', async (method) => {
    for (const query of ['', '?wsdl']) {
      const answer = await exchange(registry.address, { method, path: PATH + query, body: ['<a/>'] });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([405, 'application/problem+json']);
      expect(answer.headers.get('allow')).toBe('GET, HEAD, POST');
    }
  });

  it('refers only to what is there', async () => {
    for (const query of DOCUMENTS) {
      const { text } = await get(query);
      for (const [, location = ''] of text.matchAll(/schemaLocation="([^"]*)"/g))
        expect((await fetch(location)).status).toBe(200);
    }
  });
});

describe('The address in the contract', () => {
  const host = () => new URL(registry.address).host;

  it('is where the caller reached it', async () => {
    for (const query of DOCUMENTS.filter((one) => !one.includes('1.4')))
      expect(addressesIn(await get(query))).toEqual([registry.address + PATH]);
  });

  it.each([
    'registry.example',
    'registry.example:8443',
    'REGISTRY.example',
    'localhost:3000',
    '10.0.0.1:80',
    '[::1]:3000',
    'my_registry:3000',
    'xn--bcher-kva.example',
  ])('follows the Host that it asked: %s', async (name) => {
    for (const query of ['?wsdl', '?xsd=registry-0.1'])
      expect(addressesIn(await get(query, { host: name }))).toEqual([`http://${name}${PATH}`]);
  });

  it('follows what a trusted proxy says of the Host and the scheme that the caller asked', async () => {
    const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'registry.example' };
    expect(addressesIn(await get('?wsdl', forwarded))).toEqual([`https://registry.example${PATH}`]);
    const scheme = { host: 'a.example', 'x-forwarded-proto': 'https' };
    expect(addressesIn(await get('?wsdl', scheme))).toEqual([`https://a.example${PATH}`]);
    const name = { host: 'a.example', 'x-forwarded-host': 'b.example:8443' };
    expect(addressesIn(await get('?wsdl', name))).toEqual([`http://b.example:8443${PATH}`]);
  });

  it('does not follow what anybody else says', async () => {
    const open = await TestRegistry.start({ configuration: { trustedProxies: [], logLevel: 'silent' } });
    try {
      const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.example' };
      for (const query of ['?wsdl', '?xsd=registry-0.1'])
        expect(addressesIn(await get(query, forwarded, open))).toEqual([open.address + PATH]);
      expect(addressesIn(await get('?wsdl', { ...forwarded, host: 'a.example' }, open))).toEqual([
        `http://a.example${PATH}`,
      ]);
    } finally {
      await open.stop();
    }
  });

  it.each(['javascript', 'ftp', 'https"><x', ''])(
    'has no scheme but http and https: "%s"',
    async (scheme) => {
      expect(addressesIn(await get('?wsdl', { 'x-forwarded-proto': scheme }))).toEqual([
        registry.address + PATH,
      ]);
    },
  );

  it.each([
    'a"><x',
    "a'><x",
    'a&b',
    '<a>',
    'a b',
    'a/b',
    'a?b',
    'a#b',
    'user:password@a',
    'user@a',
    'a\\b',
    'a:port',
    'a:123456',
    '{address}',
    '$&',
    'ä',
    '%22',
  ])('is never made of junk: %s', async (junk) => {
    for (const header of ['host', 'x-forwarded-host']) {
      const answer = await get('?wsdl', { [header]: junk });
      expect(answer.status).toBe(200);
      expect(addressesIn(answer)).toEqual([`http://${host()}${PATH}`]);
      for (const form of [junk, encodeURIComponent(junk)])
        expect(answer.text.includes(`http://${form}`)).toBe(false);
    }
  });

  it('is the way back where there is no Host', async () => {
    const answer = await exchange(registry.address, {
      method: 'GET',
      path: `${PATH}?wsdl`,
      headers: { host: '' },
    });
    expect(addressesIn(answer)).toEqual([registry.address + PATH]);
  });
});

describe('The WSDL says to the letter', () => {
  const OPERATIONS = {
    'OCHP_1.4-direct': ['AddServiceEndpoints', 'GetServiceEndpoints'],
    'OCHP-direct-registry_0.1': [
      'UpdateOperatorBackendDefinition',
      'GetOperatorBackendDefinitionUpdates',
      'UpdateProviderBackendDefinition',
      'GetProviderBackendDefinitionUpdates',
    ],
  };
  const NAMESPACES = {
    'OCHP_1.4-direct': 'http://ochp.eu/1.4',
    'OCHP-direct-registry_0.1': 'urn:ochp-direct:registry:0.1',
  };
  const ACTIONS = {
    'OCHP_1.4-direct': 'http://ochp.eu/direct/0.2/',
    'OCHP-direct-registry_0.1': 'urn:ochp-direct:registry:0.1/',
  };
  type PortType = keyof typeof OPERATIONS;
  const portTypes = Object.keys(OPERATIONS) as PortType[];

  let text: string;
  beforeAll(async () => {
    ({ text } = await get('?wsdl'));
  });

  it('its namespace and its port types', () => {
    withDocument(text, ({ root }) => {
      expect(attribute(root, 'targetNamespace')).toBe('http://ochp.eu/1.4');
      expect(named(root, 'portType').map((one) => attribute(one, 'name'))).toEqual(portTypes);
    });
  });

  it.each(portTypes)('the operations of %s, and the elements of their messages', (name) => {
    withDocument(text, ({ root }) => {
      const elementOf = (operation: XmlElement, kind: 'input' | 'output') => {
        const [message] = named(operation, kind);
        const [part, ...others] = named(referred(root, 'message', attribute(message!, 'message')), 'part');
        expect(others).toEqual([]);
        const [prefix = '', element] = attribute(part!, 'element').split(':');
        return `{${root.namespaceForPrefix(prefix)}}${element}`;
      };
      const operations = named(referred(root, 'portType', `x:${name}`), 'operation');
      const found = operations.map((one) => [
        attribute(one, 'name'),
        elementOf(one, 'input'),
        elementOf(one, 'output'),
      ]);
      expect(found).toEqual(
        OPERATIONS[name].map((operation) => [
          operation,
          `{${NAMESPACES[name]}}${operation}Request`,
          `{${NAMESPACES[name]}}${operation}Response`,
        ]),
      );
    });
  });

  it.each(portTypes)(
    'the binding eCHS-%s: SOAP 1.1 over HTTP, document and literal, with its actions',
    (name) => {
      withDocument(text, ({ root }) => {
        const binding = referred(root, 'binding', `x:eCHS-${name}`);
        expect(attribute(binding, 'type').split(':')[1]).toBe(name);
        const [soap] = named(binding, 'binding', WSDL_SOAP);
        expect([attribute(soap!, 'style'), attribute(soap!, 'transport')]).toEqual([
          'document',
          'http://schemas.xmlsoap.org/soap/http',
        ]);
        const found = named(binding, 'operation').map((operation) => {
          const [action] = named(operation, 'operation', WSDL_SOAP);
          const uses = ['input', 'output'].map((kind) =>
            attribute(named(named(operation, kind)[0]!, 'body', WSDL_SOAP)[0]!, 'use'),
          );
          return [attribute(operation, 'name'), attribute(action!, 'soapAction'), ...uses];
        });
        expect(found).toEqual(
          OPERATIONS[name].map((operation) => [operation, ACTIONS[name] + operation, 'literal', 'literal']),
        );
      });
    },
  );

  it('one address for both ports', () => {
    withDocument(text, ({ root }) => {
      const [service, ...others] = named(root, 'service');
      expect(others).toEqual([]);
      const ports = named(service!, 'port').map((port) => [
        attribute(port, 'binding').split(':')[1],
        attribute(named(port, 'address', WSDL_SOAP)[0]!, 'location'),
      ]);
      expect(ports).toEqual(portTypes.map((name) => [`eCHS-${name}`, registry.address + PATH]));
    });
  });
});

describe('The schemas say', () => {
  it('the elements of all messages that the WSDL names, and no others', async () => {
    const declared = async (name: string) => {
      const { text } = await get(`?xsd=${name}`);
      return withDocument(text, ({ root }) => {
        expect(attribute(root, 'elementFormDefault')).toBe('qualified');
        return childElements(root)
          .filter((child) => child.name === 'element')
          .map((child) => `{${attribute(root, 'targetNamespace')}}${attribute(child, 'name')}`);
      });
    };
    const all = [...(await declared('ochp-1.4')), ...(await declared('registry-0.1'))];
    const { text } = await get('?wsdl');
    const messages = withDocument(text, ({ root }) =>
      named(root, 'message').map((message) => {
        const [prefix = '', name] = attribute(named(message, 'part')[0]!, 'element').split(':');
        return `{${root.namespaceForPrefix(prefix)}}${name}`;
      }),
    );
    expect(messages).toHaveLength(12);
    expect(all.sort()).toEqual([...messages, '{urn:ochp-direct:registry:0.1}faultDetail'].sort());
  });
});
