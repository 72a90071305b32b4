import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addedEndpoints, envelope, request, SOAP_ENVELOPE } from '../environment/index.js';
import { exchange, outcomeOf } from './exchange.js';
import { SoapStage } from './soap-stage.js';

const OCHP = 'http://ochp.eu/1.4';
const SOAP_1_2 = 'http://www.w3.org/2003/05/soap-envelope';
const NEXT = 'http://schemas.xmlsoap.org/soap/actor/next';

let stage: SoapStage;
beforeAll(async () => {
  stage = await SoapStage.set();
});
afterAll(() => stage.stop());

const get = request('ochp', 'GetServiceEndpoints');
const basic = () => `Basic ${Buffer.from(`cpo:${stage.stage.operator.secret}`).toString('base64')}`;

describe('A message is read', () => {
  const declared = (text: string, encoding: string) =>
    text.replace('encoding="UTF-8"', `encoding="${encoding}"`);
  const utf16le = (text: string) => Buffer.from(text, 'utf16le');
  const utf16be = (text: string) => utf16le(text).swap16();
  const encodings: [string, type: string, (text: string) => Uint8Array][] = [
    ['UTF-8', 'text/xml', (text) => Buffer.from(text)],
    ['UTF-8 with a byte order mark', 'text/xml; charset=utf-8', (text) => Buffer.from(`\uFEFF${text}`)],
    [
      'UTF-8 that is called so in capitals and quotes',
      'text/xml;charset="UTF-8"',
      (text) => Buffer.from(text),
    ],
    [
      'UTF-8 that is called so by the transport only',
      'text/xml; charset=utf-8',
      (text) => Buffer.from(declared(text, 'ISO-8859-1')),
    ],
    ['UTF-8 without a declaration', 'text/xml', (text) => Buffer.from(text.replace(/^<\?.*?\?>/, ''))],
    ['UTF-16 LE with a byte order mark', 'text/xml', (text) => utf16le(`\uFEFF${declared(text, 'UTF-16')}`)],
    ['UTF-16 BE with a byte order mark', 'text/xml', (text) => utf16be(`\uFEFF${declared(text, 'UTF-16')}`)],
    [
      'UTF-16 LE with a byte order mark and a charset',
      'text/xml; charset=utf-16',
      (text) => utf16le(`\uFEFF${declared(text, 'UTF-16')}`),
    ],
    [
      'UTF-16 BE with a byte order mark and a charset',
      'text/xml; charset=UTF-16',
      (text) => utf16be(`\uFEFF${declared(text, 'UTF-16')}`),
    ],
    ['UTF-16 LE by its charset', 'text/xml; charset=utf-16le', (text) => utf16le(declared(text, 'UTF-16'))],
    ['UTF-16 BE by its charset', 'text/xml; charset=utf-16be', (text) => utf16be(declared(text, 'UTF-16'))],
    [
      'UTF-16 LE by its charset, with a byte order mark',
      'text/xml; charset=utf-16le',
      (text) => utf16le(`\uFEFF${declared(text, 'UTF-16')}`),
    ],
    [
      'UTF-16 BE by its charset, with a byte order mark',
      'text/xml; charset=utf-16be',
      (text) => utf16be(`\uFEFF${declared(text, 'UTF-16')}`),
    ],
    ['UTF-16 by its charset, that is declared to be UTF-8', 'text/xml; charset=utf-16le', utf16le],
  ];

  it.each(encodings)('in %s', async (name, type, encode) => {
    const path = name.replace(/\W+/g, '-');
    const accessToken = `t\u00F6ken-\u20AC-\u{1F600}-${path}`;
    const validDate = stage.stage.registry.clock.day();
    const message = stage.adding(stage.backend(path, { tokens: [{ accessToken, validDate }] }));
    const answer = await stage.soap.send(encode(message), { 'content-type': type });
    expect(outcomeOf(answer)).toBe('ok');
    expect((await stage.kept(path)).tokens).toEqual([{ accessToken, validDate }]);
  });

  it.each([
    ['text/xml; charset=iso-8859-1', 'UTF-8'],
    ['text/xml', 'ISO-8859-1'],
  ])('in Latin-1, of the type %s and declared as %s', async (type, encoding) => {
    const path = `latin-1-${encoding.toLowerCase()}`;
    const tokens = [{ accessToken: `t\u00F6ken-${path}`, validDate: stage.stage.registry.clock.day() }];
    const message = declared(stage.adding(stage.backend(path, { tokens })), encoding);
    const answer = await stage.soap.send(Buffer.from(message, 'latin1'), { 'content-type': type });
    expect(outcomeOf(answer)).toBe('ok');
    expect((await stage.kept(path)).tokens).toEqual(tokens);
  });

  it.each([
    [
      'with another prefix',
      `<SOAP-ENV:Envelope xmlns:SOAP-ENV="${SOAP_ENVELOPE}"><SOAP-ENV:Body>${get}</SOAP-ENV:Body></SOAP-ENV:Envelope>`,
    ],
    [
      'with default namespaces',
      `<Envelope xmlns="${SOAP_ENVELOPE}"><Body><GetServiceEndpointsRequest xmlns="${OCHP}"/></Body></Envelope>`,
    ],
    [
      'with one prefix for all',
      `<a:Envelope xmlns:a="${SOAP_ENVELOPE}"><a:Body><a:GetServiceEndpointsRequest xmlns:a="${OCHP}"/></a:Body></a:Envelope>`,
    ],
    [
      'with prefixes that mean something else elsewhere',
      `<xml-soap:Envelope xmlns:xml-soap="${SOAP_ENVELOPE}" xmlns:soap="${OCHP}"><xml-soap:Body><soap:GetServiceEndpointsRequest/></xml-soap:Body></xml-soap:Envelope>`,
    ],
    [
      'with an empty Header',
      `<e:Envelope xmlns:e="${SOAP_ENVELOPE}"><e:Header/><e:Body>${get}</e:Body></e:Envelope>`,
    ],
    [
      'with an encodingStyle, and IDs of a toolkit',
      `<e:Envelope xmlns:e="${SOAP_ENVELOPE}" e:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"><e:Body xmlns:u="urn:u" u:Id="b">${get}</e:Body></e:Envelope>`,
    ],
    [
      'with more behind the Body',
      `<e:Envelope xmlns:e="${SOAP_ENVELOPE}"><e:Body>${get}</e:Body><x:more xmlns:x="urn:x"/></e:Envelope>`,
    ],
    [
      'with namespaces that nothing uses',
      `<e:Envelope xmlns:e="${SOAP_ENVELOPE}" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><e:Body>${get}</e:Body></e:Envelope>`,
    ],
    [
      'with white space, line by line',
      `\n<e:Envelope\n xmlns:e="${SOAP_ENVELOPE}"\n>\r\n\t<e:Header>\n</e:Header> <e:Body>\n  ${get}\n </e:Body>\n</e:Envelope>\n\n`,
    ],
    [
      'with comments all over',
      `<!-- - --><e:Envelope xmlns:e="${SOAP_ENVELOPE}"><!-- --><e:Header><!----></e:Header><!-- --><e:Body><!-- <x/> -->${get}<!-- --></e:Body><!-- --></e:Envelope><!-- -->`,
    ],
    [
      'with processing instructions all over',
      `<?a b?><e:Envelope xmlns:e="${SOAP_ENVELOPE}"><?a?><e:Header><?a?></e:Header><?a?><e:Body><?a <x/>?>${get}<?a?></e:Body><?a?></e:Envelope><?a?>`,
    ],
  ])('%s', async (_name, message) => {
    expect(outcomeOf(await stage.soap.send(message, { authorization: basic() }))).toBe('ok');
  });

  it('with white space, comments and CDATA in the message, which are not part of what it says', async () => {
    const backend = stage.backend('cdata');
    const { accessToken } = backend.tokens[0]!;
    const message = stage
      .adding(backend)
      .replace(backend.url, `<![CDATA[https://cms]]>.ex<!-- a -->ample/<![CDATA[]]>cda&#x74;a`)
      .replace(accessToken, `<![CDATA[${accessToken.slice(0, 3)}]]>${accessToken.slice(3)}`)
      .replace(/(<\/?m:\w+EndpointArray>|<m:whitelist>)/g, '\n <!-- <m:x/> --> $1\r\n\t')
      .replace('<m:whitelist>\r\n\t', '<m:whitelist>');
    expect(outcomeOf(await stage.soap.send(message))).toBe('ok');
    const { tokens, ...backendAsKept } = backend;
    expect(await stage.kept('cdata')).toMatchObject({ ...backendAsKept, tokens });
  });

  it('whole, where processing instructions are between its elements', async () => {
    const [first, second] = [stage.backend('instructed-1'), stage.backend('instructed-2')];
    const message = stage.adding(first, second).replace(/<m:(\w+)>/g, '<?a b?>$&');
    const { code, description } = await stage.soap.send(message);
    expect({ code, description }).toEqual({ code: 'ok', description: '2 accepted.' });
    expect(await stage.kept('instructed-1')).toMatchObject(first);
    expect(await stage.kept('instructed-2')).toMatchObject(second);
  });

  it('in chunks', async () => {
    const bytes = Buffer.from(stage.adding(stage.backend('chunks')));
    const body = Array.from({ length: 40 }, (_, index) => bytes.subarray(index * 50, (index + 1) * 50));
    const answer = await exchange(stage.address, {
      headers: { 'content-type': 'text/xml' },
      body: [...body, bytes.subarray(2_000)],
    });
    stage.soap.contract.check(answer.status, answer.headers.get('content-type'), answer.text);
    expect(outcomeOf(answer)).toBe('ok');
    expect(await stage.kept('chunks')).toBeDefined();
  });

  it.each([
    ['missing', {}],
    ['empty', { soapaction: '' }],
    ['empty in quotes', { soapaction: '""' }],
    ['the right one', { soapaction: '"http://ochp.eu/direct/0.2/GetServiceEndpoints"' }],
    ['of another operation', { soapaction: '"http://ochp.eu/direct/0.2/AddServiceEndpoints"' }],
    ['anything', { soapaction: '<x>' }],
  ])('whatever the SOAPAction: %s', async (_name, headers) => {
    expect(outcomeOf(await stage.soap.send(stage.asking(), headers))).toBe('ok');
  });

  it.each([
    ['none', {}],
    ['of XML', { 'content-type': 'application/xml' }],
    ['of SOAP 1.2', { 'content-type': 'application/soap+xml; charset=utf-8; action="x"' }],
    ['of bytes', { 'content-type': 'application/octet-stream' }],
    ['of JSON', { 'content-type': 'application/json' }],
    ['with parameters', { 'content-type': 'text/xml;charset=UTF-8;action="urn:x"' }],
  ])('whatever the Content-Type: %s', async (_name, headers) => {
    const answer = await exchange(stage.address, { headers, body: [stage.asking()] });
    stage.soap.contract.check(answer.status, answer.headers.get('content-type'), answer.text);
    expect(outcomeOf(answer)).toBe('ok');
  });

  it.each(['identity', 'Identity'])('that is not compressed, and says so: %s', async (encoding) => {
    const answer = await stage.soap.send(stage.asking(), { 'content-encoding': encoding });
    expect(outcomeOf(answer)).toBe('ok');
  });

  it.each([
    ['need not be understood', '<x:a xmlns:x="urn:x"/>'],
    [
      'say that they need not',
      '<x:a xmlns:x="urn:x" soap:mustUnderstand="0"/><x:b xmlns:x="urn:x" soap:mustUnderstand="false"/>',
    ],
    [
      'have an attribute that only looks like it',
      '<x:a xmlns:x="urn:x" mustUnderstand="1"/><x:b xmlns:x="urn:x" x:mustUnderstand="1"/>',
    ],
    ['are for another actor', '<x:a xmlns:x="urn:x" soap:mustUnderstand="1" soap:actor="urn:another"/>'],
    ['are of a namespace that is not named', '<a/>'],
  ])('with header entries that %s', async (_name, entries) => {
    const answer = await stage.soap.send(stage.asking(entries + stage.soap.securityHeader() + entries));
    expect(outcomeOf(answer)).toBe('ok');
  });

  it.each([
    ['the next actor', `soap:actor="${NEXT}" `],
    ['an actor without a name', 'soap:actor="" '],
  ])('with a security header for %s', async (_name, actor) => {
    const header = stage.soap.securityHeader().replace('soap:mustUnderstand', `${actor}$&`);
    expect(header).toContain(actor);
    expect(outcomeOf(await stage.soap.send(stage.asking(header)))).toBe('ok');
  });
});

describe('What is no message is answered with a fault', () => {
  const NOT_XML = 'Client not-xml';
  const NO_ENVELOPE = 'Client not-an-envelope';
  let unchanged: () => Promise<void>;
  beforeAll(async () => {
    unchanged = await stage.picture();
  });
  const inBody = (content: string) => envelope(stage.soap.securityHeader(), content);
  const entry = (attributes: string) => `<x:a xmlns:x="urn:x" ${attributes}/>`;

  const faults: [string, outcome: string, () => string][] = [
    ['nothing', NOT_XML, () => ''],
    ['white space', NOT_XML, () => ' \n'],
    ['text', NOT_XML, () => 'GetServiceEndpoints'],
    ['JSON', NOT_XML, () => '{"GetServiceEndpointsRequest":{}}'],
    ['a form', NOT_XML, () => 'xml=%3Ca%2F%3E'],
    ['HTML', NOT_XML, () => '<!doctype html><p>'],
    ['XML that is cut off', NOT_XML, () => stage.asking().slice(0, -1)],
    ['XML that is cut off in the middle', NOT_XML, () => stage.asking().slice(0, 300)],
    ['a tag that is not closed', NOT_XML, () => stage.asking().replace('</soap:Header>', '')],
    ['two documents', NOT_XML, () => stage.asking() + stage.asking().replace(/^<\?.*?\?>/, '')],
    ['an attribute twice', NOT_XML, () => inBody('<x a="" a=""/>')],
    ['a prefix that stands for nothing', NOT_XML, () => inBody('<x:a/>')],
    ['an entity that is not declared', NOT_XML, () => inBody('<a>&nbsp;</a>')],
    ['white space before the declaration', NOT_XML, () => ` ${stage.asking()}`],
    ['another document', NO_ENVELOPE, () => '<a/>'],
    ['a message without an envelope', NO_ENVELOPE, () => get],
    [
      'an envelope in an envelope',
      'Client unknown-operation',
      () => inBody(stage.asking().replace(/^<\?.*?\?>/, '')),
    ],
    ['no Body', NO_ENVELOPE, () => `<e:Envelope xmlns:e="${SOAP_ENVELOPE}"><e:Header/></e:Envelope>`],
    ['nothing in the envelope', NO_ENVELOPE, () => `<e:Envelope xmlns:e="${SOAP_ENVELOPE}"/>`],
    [
      'a Body of no namespace',
      NO_ENVELOPE,
      () => `<e:Envelope xmlns:e="${SOAP_ENVELOPE}"><Body>${get}</Body></e:Envelope>`,
    ],
    [
      'something between Header and Body',
      NO_ENVELOPE,
      () => `<e:Envelope xmlns:e="${SOAP_ENVELOPE}"><e:Header/><x/><e:Body>${get}</e:Body></e:Envelope>`,
    ],
    [
      'a Header behind the Body',
      NO_ENVELOPE,
      () => `<e:Envelope xmlns:e="${SOAP_ENVELOPE}"><e:Body>${get}</e:Body><e:Header/></e:Envelope>`,
    ],
    ['two Headers', NO_ENVELOPE, () => stage.asking().replace('<soap:Body>', '<soap:Header/>$&')],
    [
      'two Bodies',
      NO_ENVELOPE,
      () => stage.asking().replace('</soap:Body>', `$&<soap:Body>${get}</soap:Body>`),
    ],
    ['an empty Body', NO_ENVELOPE, () => inBody('')],
    ['a Body of text', NO_ENVELOPE, () => inBody('GetServiceEndpoints')],
    ['two elements in the Body', NO_ENVELOPE, () => inBody(get + get)],
    ['two elements in the Body, with an instruction between', NO_ENVELOPE, () => inBody(`${get}<?a?>${get}`)],
    ['SOAP 1.2', 'VersionMismatch', () => stage.asking().replaceAll(SOAP_ENVELOPE, SOAP_1_2)],
    ['an envelope of no namespace', 'VersionMismatch', () => `<Envelope><Body>${get}</Body></Envelope>`],
    [
      'an unknown operation',
      'Client unknown-operation',
      () => inBody(request('ochp', 'RemoveServiceEndpoints')),
    ],
    [
      'an operation of another namespace',
      'Client unknown-operation',
      () => inBody(request('registry', 'GetServiceEndpoints')),
    ],
    [
      'an operation of the other namespace',
      'Client unknown-operation',
      () => inBody(request('ochp', 'GetOperatorBackendDefinitionUpdates')),
    ],
    [
      'an operation of no namespace',
      'Client unknown-operation',
      () => inBody('<GetServiceEndpointsRequest/>'),
    ],
    ['an operation of OCHP 1.3', 'Client unknown-operation', () => inBody(get.replace('1.4', '1.3'))],
    [
      'the name of an operation alone',
      'Client unknown-operation',
      () => inBody(`<GetServiceEndpoints xmlns="${OCHP}"/>`),
    ],
    [
      'a response',
      'Client unknown-operation',
      () => inBody(`<GetServiceEndpointsResponse xmlns="${OCHP}"/>`),
    ],
    ['a name in other letters', 'Client unknown-operation', () => inBody(get.replaceAll('Get', 'get'))],
    [
      'a header entry that must be understood: 1',
      'MustUnderstand',
      () => stage.asking(entry('soap:mustUnderstand="1"')),
    ],
    [
      'a header entry that must be understood: true',
      'MustUnderstand',
      () => stage.asking(entry('soap:mustUnderstand="true"')),
    ],
    [
      'one for the next actor that must be understood',
      'MustUnderstand',
      () => stage.asking(entry(`soap:mustUnderstand="1" soap:actor="${NEXT}"`)),
    ],
    [
      'one that must be understood behind others',
      'MustUnderstand',
      () => stage.asking(stage.soap.securityHeader() + entry('') + entry('soap:mustUnderstand="1"')),
    ],
    [
      'one that must be understood behind an instruction',
      'MustUnderstand',
      () => stage.asking(`${stage.soap.securityHeader()}<?a?>${entry('soap:mustUnderstand="1"')}`),
    ],
    [
      'one that must be understood, by another prefix',
      'MustUnderstand',
      () => stage.asking(entry(`xmlns:s="${SOAP_ENVELOPE}" s:mustUnderstand="1"`)),
    ],
    [
      'one that must be understood, and an unknown operation',
      'MustUnderstand',
      () => envelope(entry('soap:mustUnderstand="1"'), '<x/>'),
    ],
  ];

  it.each(faults)('%s: %s', async (_name, outcome, message) => {
    const answer = await stage.soap.send(message(), { authorization: basic() });
    expect(outcomeOf(answer)).toBe(outcome);
    expect(answer.text).not.toContain(stage.soap.secret);
  });

  it('a body that is not there', async () => {
    const answer = await exchange(stage.address, { headers: { 'content-length': '0' } });
    stage.soap.contract.check(answer.status, answer.headers.get('content-type'), answer.text);
    expect(outcomeOf(answer)).toBe(NOT_XML);
  });

  it('which says what there is, where an operation is unknown', async () => {
    const { body } = await stage.soap.send(stage.asking().replaceAll('GetService', 'ListService'));
    const text = String(body.faultstring![0]);
    expect(text).toContain(`{${OCHP}}GetServiceEndpointsRequest`);
    expect(text).toContain('{urn:ochp-direct:registry:0.1}UpdateProviderBackendDefinitionRequest');
    expect(text).not.toContain('ListService');
  });

  it('which says where it stops being XML', async () => {
    const { body } = await stage.soap.send('<?xml version="1.0"?>\n<a>\n  <b></a>');
    expect(String(body.faultstring![0])).toContain('line 3, column ');
  });

  it('which names the header entry that is not understood', async () => {
    const { body } = await stage.soap.send(
      stage.asking(
        '<wsa:MessageID xmlns:wsa="http://www.w3.org/2005/08/addressing" soap:mustUnderstand="1"/>',
      ),
    );
    expect(String(body.faultstring![0])).toContain('MessageID');
  });

  it.each(['gzip', 'deflate', 'br', 'gzip, identity', 'nonsense'])(
    'a body that is compressed: %s',
    async (encoding) => {
      const answer = await stage.soap.send(gzipSync(stage.asking()), { 'content-encoding': encoding });
      expect(outcomeOf(answer)).toBe('Client unsupported-media-type');
    },
  );

  it('a body that is compressed, and does not say so', async () => {
    expect(outcomeOf(await stage.soap.send(gzipSync(stage.asking())))).toBe(NOT_XML);
  });

  it.each([
    'utf-7',
    'ebcdic-cp-us',
    'windows-1252',
    'utf-8x',
    'x'.repeat(100),
    'constructor',
    '__proto__',
    'valueOf',
  ])('a charset that is not known: %s', async (charset) => {
    const headers = { 'content-type': `text/xml; charset=${charset}` };
    const answer = await stage.soap.send(stage.asking(), headers);
    expect(outcomeOf(answer)).toBe('Client unsupported-charset');
  });

  it.each([
    ['utf-7', 'Client unsupported-charset'],
    ['ebcdic-cp-us', 'Client unsupported-charset'],
    ['x', 'Client unsupported-charset'],
    ['UTF-8 ', NOT_XML],
  ])('a declared encoding that is not known: "%s"', async (encoding, outcome) => {
    const message = stage.asking().replace('encoding="UTF-8"', `encoding="${encoding}"`);
    expect(outcomeOf(await stage.soap.send(message, { 'content-type': 'text/xml' }))).toBe(outcome);
  });

  it.each([
    ['a byte that is never UTF-8', [0xff]],
    ['Latin-1', [0xe4]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a pair of surrogates', [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['more than Unicode has', [0xf4, 0x90, 0x80, 0x80]],
    ['a character that is cut off', [0xe2, 0x82]],
  ])('bytes that are not UTF-8: %s', async (_name, bytes) => {
    const [before = '', after = ''] = stage.adding(stage.backend('not-utf-8')).split('access-token');
    for (const type of ['text/xml; charset=utf-8', 'text/xml']) {
      const message = Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
      const answer = await stage.soap.send(message, { 'content-type': type });
      expect(outcomeOf(answer)).toBe(NOT_XML);
    }
  });

  it.each(['', 'nonsense', 'text/xml, text/xml', '; charset=utf-8'])(
    'a Content-Type that is none, in words that help: "%s"',
    async (type) => {
      const answer = await stage.soap.send(stage.asking(), { 'content-type': type });
      expect(outcomeOf(answer)).toBe('Client unsupported-media-type');
      const text = String(answer.body.faultstring![0]);
      expect(text).toContain('text/xml');
      expect(text).not.toContain('json');
    },
  );

  it('and nothing comes of all that', async () => {
    await unchanged();
    await stage.goesOn();
  });
});

describe('A document type declaration is refused', () => {
  let listener: Server;
  let asked = 0;
  beforeAll(async () => {
    listener = createServer((_request, response) => {
      asked += 1;
      response.end('<!ENTITY x "canary">');
    }).listen(0, '127.0.0.1');
    await once(listener, 'listening');
  });
  afterAll(() => void listener.close());

  const withType = (type: string, content = get) =>
    envelope(stage.soap.securityHeader(), content).replace('?>', `?>${type}`);
  const elsewhere = () => `http://127.0.0.1:${(listener.address() as AddressInfo).port}/x`;

  it.each<[string, () => string]>([
    ['that says nothing', () => withType('<!DOCTYPE x>')],
    ['with an internal subset', () => withType('<!DOCTYPE x [<!ENTITY a "b">]>')],
    ['behind comments', () => withType('<!-- --><?a?>\n<!DOCTYPE x>')],
    ['with a system ID of a file', () => withType('<!DOCTYPE x SYSTEM "file:///etc/passwd">')],
    ['with a system ID without a scheme', () => withType('<!DOCTYPE x SYSTEM "/dev/stdin">')],
    ['with a system ID elsewhere', () => withType(`<!DOCTYPE x SYSTEM "${elsewhere()}">`)],
    ['with a public ID', () => withType(`<!DOCTYPE x PUBLIC "-//x" "${elsewhere()}">`)],
    ['with a parameter entity', () => withType(`<!DOCTYPE x [<!ENTITY % a SYSTEM "${elsewhere()}"> %a;]>`)],
    [
      'with an entity that is a file',
      () => withType('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', '<a>&a;</a>'),
    ],
    [
      'with an entity that is elsewhere',
      () => withType(`<!DOCTYPE x [<!ENTITY a SYSTEM "${elsewhere()}">]>`, '<a>&a;</a>'),
    ],
    ['with default attributes', () => withType('<!DOCTYPE x [<!ATTLIST soap:Header a CDATA "b">]>')],
  ])('%s', async (_name, message) => {
    const answer = await stage.soap.send(message());
    expect(outcomeOf(answer)).toBe('Client document-type');
    expect(answer.text).not.toMatch(/root:|canary/);
    expect(asked).toBe(0);
  });

  it('in UTF-16, too', async () => {
    const message = withType('<!DOCTYPE x>').replace('UTF-8', 'UTF-16');
    const answer = await stage.soap.send(Buffer.from(`\uFEFF${message}`, 'utf16le'), {
      'content-type': 'text/xml',
    });
    expect(outcomeOf(answer)).toBe('Client document-type');
  });

  it('but not where the word is only part of what is said', async () => {
    const comment = '<!-- <!DOCTYPE x> -->';
    const header = `${stage.soap.securityHeader()}${comment}<x><![CDATA[<!DOCTYPE x>]]></x>`;
    expect(outcomeOf(await stage.soap.send(stage.asking(header).replace('?>', `?>${comment}`)))).toBe('ok');
  });
});

describe('Every answer', () => {
  const kinds: [string, () => string, outcome: string][] = [
    ['a result', () => stage.asking(), 'ok'],
    [
      'a result that refuses',
      () => stage.asking('').replace('<soap:Header></soap:Header>', ''),
      'not-authorized',
    ],
    ['a fault', () => '<a/>', 'Client not-an-envelope'],
    ['a fault of what is too long', () => ' '.repeat(513 * 1024), 'Client body-too-large'],
  ];

  it.each(kinds)('bears the ID that the caller gave its request: %s', async (_name, message, outcome) => {
    const answer = await stage.soap.send(message(), { 'x-request-id': 'its.own-ID_1' });
    expect(outcomeOf(answer)).toBe(outcome);
    expect(answer.headers.get('x-request-id')).toBe('its.own-ID_1');
  });

  it.each(kinds)('bears an ID and a type: %s', async (_name, message) => {
    const ids = [];
    for (const given of ['', '<bad>', 'x'.repeat(65)]) {
      const answer = await stage.soap.send(message(), { 'x-request-id': given });
      expect(answer.headers.get('content-type')).toBe('text/xml; charset=utf-8');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('cache-control')).toBe('private, no-cache');
      ids.push(answer.headers.get('x-request-id'));
    }
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[\w-]{36}$/);
  });
});

it('The elements of an endpoint are read by their names, whatever the prefix of each', async () => {
  const backend = stage.backend('prefixes');
  let count = 0;
  const content = addedEndpoints('operator', backend).replace(
    /<m:(\w+)>([^<]*)<\/m:\w+>/g,
    (_all, name: string, text: string) => {
      count += 1;
      return `<p${count}:${name} xmlns:p${count}="${OCHP}">${text}</p${count}:${name}>`;
    },
  );
  expect(count).toBe(6);
  const message = envelope(stage.soap.securityHeader(), request('ochp', 'AddServiceEndpoints', content));
  expect(outcomeOf(await stage.soap.send(message))).toBe('ok');
  expect(await stage.kept('prefixes')).toMatchObject(backend);
});
