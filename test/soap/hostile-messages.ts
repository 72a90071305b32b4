const KIB = 1024;
export const LIMIT = 512 * KIB;
const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** What is made hostile: a message that would be accepted as it is. */
export interface Victim {
  /** Adds an endpoint of `https://cms.example/hostile`, by the user `cpo`. */
  readonly message: string;
  readonly accessToken: string;
  readonly secret: string;
  /** An address at which somebody notices who asks. */
  readonly elsewhere: string;
}

export type HostileMessage = readonly [
  name: string,
  outcome: RegExp,
  write: (victim: Victim) => string | Uint8Array,
];

const NO_XML = /^Client (not-xml|document-type)$/;
const FORMAT = /^format$/;
/** Where it does not matter which limit is met first. */
const FORMAT_OR_LIMIT = /^(format|Client not-xml)$/;
/** Before anything is read that costs more, the longer its namespace is: whoever sent it. */
const LIMIT_ONLY = /^Client [a-z-]+$/;
const UNAUTHORIZED_OR_LIMIT = /^(not-authorized|Client not-xml)$/;

/** Something for each of so many names. */
const each = (count: number, write: (name: string) => string) =>
  Array.from({ length: count }, (_, index) => write(`n${index.toString(36)}`)).join('');
/** So many bytes of it, or a little less. */
const filled = (part: string, bytes = LIMIT - 4 * KIB) => part.repeat(Math.floor(bytes / part.length));
const behind = (start: string, text: string, message: string) => message.replace(start, () => start + text);

const withType = (subset: string, message: string) => behind('?>', `<!DOCTYPE a [${subset}]>`, message);
const withEntries = (entries: string, { message }: Victim) => behind('<soap:Header>', entries, message);
const withAttributes = (attributes: string, { message }: Victim) =>
  behind('<m:AddServiceEndpointsRequest', ` ${attributes}`, message);
const withEndpointAttributes = (attributes: string, { message }: Victim) =>
  behind('<m:operatorEndpointArray', ` ${attributes}`, message);
/** With something in front of its endpoint. */
const preceded = (text: string, { message }: Pick<Victim, 'message'>) =>
  message.replace('<m:operatorEndpointArray>', (start) => text + start);
/** With something in front of its first pattern. */
const listing = (text: string, { message }: Victim) =>
  message.replace('<m:whitelist>', (start) => text + start);
/** With other text as its first pattern. */
const patterned = (text: string, { message }: Victim) =>
  message.replace(/<m:whitelist>[^<]*/, () => `<m:whitelist>${text}`);
const withUrl = (url: string, { message }: Victim) =>
  message.replace('https://cms.example/hostile', () => url);
const withToken = (token: string, { message, accessToken }: Victim) =>
  message.replace(accessToken, () => token + accessToken);

const bomb = Array.from(
  { length: 12 },
  (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
);
const BOMB = `<!ENTITY l0 "lol">${bomb.join('')}`;
const LONG_ENTITY = `<!ENTITY a "${'A'.repeat(200 * KIB)}">`;

/** Documents that unfold to more than they are, or bring in what is elsewhere. */
export const ENTITIES: readonly HostileMessage[] = [
  ['a bomb in text', NO_XML, (victim) => withType(BOMB, patterned('&l12;', victim))],
  ['a bomb in an attribute', NO_XML, (victim) => withType(BOMB, withAttributes('a="&l12;"', victim))],
  [
    'a bomb in a default attribute',
    NO_XML,
    ({ message }) => withType(`${BOMB}<!ATTLIST soap:Body a CDATA "&l12;">`, message),
  ],
  [
    'parameter entities in each other',
    NO_XML,
    ({ message }) => withType('<!ENTITY % a "&#37;b;"><!ENTITY % b "&#37;a;"> %a;', message),
  ],
  [
    'an entity in itself',
    NO_XML,
    (victim) => withType('<!ENTITY a "&b;"><!ENTITY b "&a;">', patterned('&a;', victim)),
  ],
  [
    'a long entity many times in text',
    NO_XML,
    (victim) => withType(LONG_ENTITY, patterned(filled('&a;', 200 * KIB), victim)),
  ],
  [
    'a long entity many times in an attribute',
    NO_XML,
    (victim) => withType(LONG_ENTITY, withAttributes(`a="${filled('&a;', 200 * KIB)}"`, victim)),
  ],
  [
    'a long default attribute of many elements',
    NO_XML,
    (victim) =>
      withType(
        `<!ATTLIST x a CDATA "${'A'.repeat(200 * KIB)}">`,
        preceded(filled('<x/>', 200 * KIB), victim),
      ),
  ],
  [
    'many default attributes of many elements',
    NO_XML,
    (victim) =>
      withType(
        `<!ATTLIST x ${each(10_000, (name) => `${name} CDATA "" `)}>`,
        preceded(filled('<x/>', 200 * KIB), victim),
      ),
  ],
  [
    'a choice of 50,000 names',
    NO_XML,
    ({ message }) =>
      withType(`<!ATTLIST x a NOTATION (${each(50_000, (name) => `${name}|`)}z) #IMPLIED>`, message),
  ],
  ...(
    ['file:///etc/passwd', '/etc/passwd', '/dev/stdin', '/dev/urandom', 'data:,x', 'elsewhere'] as const
  ).map((place): HostileMessage => [
    `an entity that is at ${place}`,
    NO_XML,
    (victim) => {
      const system = place === 'elsewhere' ? victim.elsewhere : place;
      return withType(`<!ENTITY a SYSTEM "${system}">`, patterned('&a;', victim));
    },
  ]),
  [
    'an entity in an attribute that is elsewhere',
    NO_XML,
    (victim) => withType(`<!ENTITY a SYSTEM "${victim.elsewhere}">`, withAttributes('a="&a;"', victim)),
  ],
  [
    'a parameter entity that is elsewhere',
    NO_XML,
    ({ message, elsewhere }) => withType(`<!ENTITY % a SYSTEM "${elsewhere}"> %a;`, message),
  ],
];

const TEN_ATTRIBUTES = [...'abcdefghij'].map((name) => ` x:${name}=""`).join('');

const TYPED_FIELDS = ['url', 'namespaceUrl', 'accessToken', 'validDate', 'whitelist'];
const TYPED_ENDPOINT =
  '<m:operatorEndpointArray xsi:type="x:a">' +
  TYPED_FIELDS.map((name) => `<m:${name} xsi:type="x:a"/>`).join('') +
  '</m:operatorEndpointArray>';

/** Much of what is allowed to be there, and more than is. */
export const TOO_MUCH: readonly HostileMessage[] = [
  [
    'elements 10,000 deep',
    NO_XML,
    (victim) => preceded('<a>'.repeat(10_000) + '</a>'.repeat(10_000), victim),
  ],
  ['elements that never end', NO_XML, (victim) => preceded(filled('<a>'), victim)],
  [
    'header entries 10,000 deep',
    NO_XML,
    (victim) => withEntries('<a>'.repeat(10_000) + '</a>'.repeat(10_000), victim),
  ],
  [
    'elements 200 deep, and many of them there',
    FORMAT_OR_LIMIT,
    (victim) => preceded('<a>'.repeat(200) + filled('<b/>', 400 * KIB) + '</a>'.repeat(200), victim),
  ],
  [
    'an attribute of 300 KiB',
    FORMAT_OR_LIMIT,
    (victim) => withAttributes(`a="${'x'.repeat(300 * KIB)}"`, victim),
  ],
  ['text of 300 KiB in one element', FORMAT_OR_LIMIT, (victim) => patterned('A'.repeat(300 * KIB), victim)],
  ['text of 300 KiB between elements', FORMAT_OR_LIMIT, (victim) => preceded('A'.repeat(300 * KIB), victim)],
  ['a url of 300 KiB', FORMAT_OR_LIMIT, (victim) => withUrl(`https://${'x'.repeat(300 * KIB)}`, victim)],
  ['an access token of 300 KiB', FORMAT_OR_LIMIT, (victim) => withToken('x'.repeat(300 * KIB), victim)],
  [
    'a secret of 300 KiB',
    UNAUTHORIZED_OR_LIMIT,
    ({ message, secret }) => message.replace(secret, () => secret + 'A'.repeat(300 * KIB)),
  ],
  [
    'a name of 300 KiB',
    UNAUTHORIZED_OR_LIMIT,
    ({ message }) => message.replace('>cpo<', `>${'cpo'.repeat(100 * KIB)}<`),
  ],
  [
    'a name in 60,000 pieces',
    UNAUTHORIZED_OR_LIMIT,
    ({ message }) => message.replace('>cpo<', `>${filled('c<!---->')}<`),
  ],
  ['text in 60,000 pieces', FORMAT_OR_LIMIT, (victim) => patterned(filled('A<!---->'), victim)],
  ['text of 60,000 references', FORMAT_OR_LIMIT, (victim) => patterned(filled('&#65;', 300 * KIB), victim)],
  ['text of 40,000 empty sections', FORMAT_OR_LIMIT, (victim) => patterned(filled('<![CDATA[]]>'), victim)],
  [
    '20,000 attributes',
    FORMAT_OR_LIMIT,
    (victim) =>
      withAttributes(
        each(20_000, (name) => `${name}="" `),
        victim,
      ),
  ],
  [
    '20,000 attributes of an endpoint',
    FORMAT_OR_LIMIT,
    (victim) =>
      withEndpointAttributes(
        each(20_000, (name) => `${name}="" `),
        victim,
      ),
  ],
  [
    '20,000 attributes of a header entry',
    FORMAT_OR_LIMIT,
    (victim) =>
      preceded('<x/>', {
        message: withEntries(`<x ${each(20_000, (name) => `${name}="" `)}/>`, victim),
      }),
  ],
  ['one attribute 80,000 times', NO_XML, (victim) => withAttributes(filled('a="" '), victim)],
  [
    '100,000 header entries',
    UNAUTHORIZED_OR_LIMIT,
    ({ message, secret }) =>
      behind('<soap:Header>', filled('<a/>', 400 * KIB), message.replace(secret, 'wrong')),
  ],
  [
    '30,000 namespace declarations',
    FORMAT_OR_LIMIT,
    (victim) =>
      preceded('<x/>', {
        message: withAttributes(
          each(30_000, (name) => `xmlns:${name}="u" `),
          victim,
        ),
      }),
  ],
  [
    '24,000 namespaces',
    FORMAT_OR_LIMIT,
    (victim) =>
      preceded('<x/>', {
        message: withAttributes(
          each(24_000, (name) => `xmlns:${name}="${name}" `),
          victim,
        ),
      }),
  ],
  ['prefixes that stand for nothing', NO_XML, (victim) => preceded(filled('<x:a/>'), victim)],
  [
    'an element of a namespace of 300 KiB',
    FORMAT_OR_LIMIT,
    (victim) => preceded(`<x xmlns="${'n'.repeat(300 * KIB)}"/>`, victim),
  ],
  [
    '9,000 attributes of a namespace of 60,000 characters',
    FORMAT_OR_LIMIT,
    (victim) =>
      preceded(`<m:operatorEndpointArray${TEN_ATTRIBUTES}/>`.repeat(900), {
        message: withAttributes(`xmlns:x="${'n'.repeat(60_000)}"`, victim),
      }),
  ],
  [
    'an element name of 45,000 characters',
    FORMAT_OR_LIMIT,
    (victim) => preceded(`<${'x'.repeat(45_000)}/>`, victim),
  ],
  [
    'an element name of 300 KiB',
    FORMAT_OR_LIMIT,
    (victim) => preceded(`<${'x'.repeat(300 * KIB)}/>`, victim),
  ],
  [
    'a long name of the message',
    /^Client (unknown-operation|not-xml)$/,
    ({ message }) => message.replaceAll('m:AddServiceEndpointsRequest', `m:${'x'.repeat(40_000)}`),
  ],
  [
    'a long name of a header entry that must be understood',
    /^(MustUnderstand|Client not-xml)$/,
    (victim) => withEntries(`<${'x'.repeat(40_000)} soap:mustUnderstand="1"/>`, victim),
  ],
  ['20,000 wrong patterns', FORMAT_OR_LIMIT, (victim) => listing('<m:whitelist/>'.repeat(20_000), victim)],
  [
    '2,000 wrong patterns',
    FORMAT_OR_LIMIT,
    (victim) => listing('<m:whitelist>x</m:whitelist>'.repeat(2_000), victim),
  ],
  [
    '2,000 wrong endpoints behind 30,000 comments',
    FORMAT_OR_LIMIT,
    (victim) =>
      preceded('<m:operatorEndpointArray/>'.repeat(2_000), {
        message: behind('</soap:Header>', '<!---->\n'.repeat(30_000), victim.message),
      }),
  ],
  [
    '18,000 good patterns',
    FORMAT_OR_LIMIT,
    (victim) => listing(filled('<m:whitelist>DE8AAE%</m:whitelist>'), victim),
  ],
  [
    '20,000 empty endpoints',
    FORMAT_OR_LIMIT,
    (victim) => preceded(filled('<m:operatorEndpointArray/>'), victim),
  ],
  [
    '100,000 elements in the Body',
    /^Client not-xml$/,
    ({ message }) => message.replace('</soap:Body>', (end) => filled('<a/>', 400 * KIB) + end),
  ],
  [
    'comments only',
    /^Client not-xml$/,
    ({ message }) => message.replace(/<m:Add.*Request>/, () => filled('<!---->', 400 * KIB)),
  ],
  [
    '5,000 header entries with an attribute of a namespace of 60,000 characters',
    LIMIT_ONLY,
    ({ message, secret }) =>
      behind(
        '<soap:Header',
        ` xmlns:x="${'n'.repeat(60_000)}"`,
        behind('<soap:Header>', '<a x:actor=""/>'.repeat(5_000), message.replace(secret, 'wrong')),
      ),
  ],
  [
    'a password with 5,000 attributes of a namespace of 60,000 characters',
    LIMIT_ONLY,
    ({ message, secret }) =>
      behind(
        '<soap:Header',
        ` xmlns:x="${'n'.repeat(60_000)}"`,
        behind(
          '<wsse:Password',
          each(5_000, (name) => ` x:${name}=""`),
          message.replace(secret, 'wrong'),
        ),
      ),
  ],
  [
    '3,000 elements of a namespace of 60,000 characters behind the Body',
    LIMIT_ONLY,
    ({ message, secret }) =>
      behind(
        '<soap:Envelope',
        ` xmlns:x="${'n'.repeat(60_000)}"`,
        behind('</soap:Body>', '<x:a/>'.repeat(3_000), message.replace(secret, 'wrong')),
      ),
  ],
  [
    '9,000 types of a namespace of 60,000 characters',
    FORMAT_OR_LIMIT,
    (victim) =>
      preceded(TYPED_ENDPOINT.repeat(1_500), {
        message: withAttributes(`${XSI} xmlns:x="${'n'.repeat(60_000)}"`, victim),
      }),
  ],
  [
    'a pattern of 250,000 characters in 2,500 pieces more',
    FORMAT_OR_LIMIT,
    (victim) => patterned('A'.repeat(250_000) + filled('<!---->A', 20 * KIB), victim),
  ],
];

/** What schema languages and other standards would have a document do. */
export const TRICKS: readonly HostileMessage[] = [
  [
    'another type by xsi:type',
    FORMAT,
    (victim) => withEndpointAttributes(`${XSI} xsi:type="m:ProviderEndpoint"`, victim),
  ],
  [
    'the base type by xsi:type',
    FORMAT,
    (victim) => withEndpointAttributes(`${XSI} xsi:type="m:DirectEndpoint"`, victim),
  ],
  [
    'any type by xsi:type',
    FORMAT,
    (victim) =>
      withAttributes(`${XSI} xmlns:xs="http://www.w3.org/2001/XMLSchema" xsi:type="xs:anyType"`, victim),
  ],
  [
    'a type of 300 KiB',
    FORMAT_OR_LIMIT,
    (victim) => withEndpointAttributes(`${XSI} xsi:type="${'x'.repeat(300 * KIB)}"`, victim),
  ],
  ['no endpoint by xsi:nil', FORMAT, (victim) => withEndpointAttributes(`${XSI} xsi:nil="true"`, victim)],
  ['no message by xsi:nil', FORMAT, (victim) => withAttributes(`${XSI} xsi:nil="true"`, victim)],
  [
    'a schema of its own that allows everything',
    FORMAT,
    (victim) =>
      preceded('<x/>', {
        message: withAttributes(`${XSI} xsi:schemaLocation="http://ochp.eu/1.4 ${victim.elsewhere}"`, victim),
      }),
  ],
  [
    'a schema without a namespace',
    FORMAT,
    (victim) =>
      preceded('<x/>', {
        message: withAttributes(`${XSI} xsi:noNamespaceSchemaLocation="${victim.elsewhere}"`, victim),
      }),
  ],
  [
    'schemas on devices',
    FORMAT,
    (victim) =>
      preceded('<x/>', {
        message: withAttributes(
          `${XSI} xsi:schemaLocation="urn:a /dev/stdin urn:b /dev/urandom urn:c file:///etc/passwd"`,
          victim,
        ),
      }),
  ],
  [
    '20,000 schemas',
    FORMAT_OR_LIMIT,
    (victim) =>
      preceded('<x/>', {
        message: withAttributes(
          `${XSI} xsi:schemaLocation="${each(20_000, (name) => `${name} ${name} `)}"`,
          victim,
        ),
      }),
  ],
  [
    'XInclude of a file',
    FORMAT,
    (victim) =>
      patterned(
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>',
        victim,
      ),
  ],
  [
    'XInclude from elsewhere',
    FORMAT,
    (victim) =>
      preceded(`<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="${victim.elsewhere}"/>`, victim),
  ],
  [
    'a style sheet, and what to do with it',
    FORMAT,
    (victim) =>
      preceded('<x/>', {
        message: behind('?>', `<?xml-stylesheet href="${victim.elsewhere}"?>`, victim.message),
      }),
  ],
  ['an xml:base', FORMAT, (victim) => withEndpointAttributes(`xml:base="${victim.elsewhere}"`, victim)],
  ['an xml:id twice', FORMAT_OR_LIMIT, (victim) => preceded('<x xml:id="a"/><x xml:id="a"/>', victim)],
];

const raw = (bytes: readonly number[], { message, accessToken }: Victim) => {
  const [before = '', after = ''] = message.split(accessToken);
  return Buffer.concat([Buffer.from(before + accessToken), Buffer.from(bytes), Buffer.from(after)]);
};

/** What no text may hold, or none of ours. */
export const CHARACTERS: readonly HostileMessage[] = [
  ...[0x00, 0x01, 0x08, 0x0b, 0x1b, 0x1f].map((byte): HostileMessage => [
    `the control character ${byte}`,
    NO_XML,
    (victim) => raw([byte], victim),
  ]),
  ...[
    '&#0;',
    '&#1;',
    '&#xB;',
    '&#xD800;',
    '&#xDFFF;',
    '&#xFFFE;',
    '&#xFFFF;',
    '&#x110000;',
    '&#99999999999;',
  ].map((reference): HostileMessage => [
    `the reference ${reference}`,
    NO_XML,
    (victim) => withToken(reference, victim),
  ]),
  ['half of a pair in UTF-8', NO_XML, (victim) => raw([0xed, 0xa0, 0xbd], victim)],
  ['a character that is none, in UTF-8', NO_XML, (victim) => raw([0xef, 0xbf, 0xbe], victim)],
  [
    'half of a pair in UTF-16',
    NO_XML,
    ({ message, accessToken }) =>
      Buffer.from(
        `\uFEFF${message.replace('UTF-8', 'UTF-16').replace(accessToken, `${accessToken}\uD83D`)}`,
        'utf16le',
      ),
  ],
  [
    'half a character at the end of UTF-16',
    NO_XML,
    ({ message }) => Buffer.from(`\uFEFF${message.replace('UTF-8', 'UTF-16')}\n`, 'utf16le').subarray(0, -1),
  ],
  ...['&#9;', '&#10;', '&#13;', '&#127;', '\n', '\t'].map((text): HostileMessage => [
    `a token with a control character that XML allows: ${JSON.stringify(text)}`,
    FORMAT,
    (victim) => withToken(text, victim),
  ]),
  ['half of a pair in a name', NO_XML, (victim) => preceded('<a&#xD83D;/>', victim)],
  ['nothing but NUL', NO_XML, () => '\0'.repeat(100_000)],
  ['nothing but brackets', NO_XML, () => '<'.repeat(400 * KIB)],
  ['nothing but spaces', NO_XML, () => ' '.repeat(400 * KIB)],
];
