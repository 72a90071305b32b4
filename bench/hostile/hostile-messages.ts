/** A kind of message that a stranger may send to do harm, or an honest one. */
export interface MessageKind {
  readonly name: string;
  readonly body: string;
  /** How many of them go out in a row of all kinds: few of those that take the time of a hundred others. */
  readonly share: number;
}

const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';
const KILOBYTE = 1024;

/** All kinds; but for those of strangers they bear the credentials of a partner, which gets them furthest. */
export function messageKinds(partnerId: string, secret: string): MessageKind[] {
  const from = (body: string) => envelope(security(partnerId, secret), body);
  const add = (content: string) => from(addRequest(content));
  const often = (name: string, body: string) => ({ name, body, share: 10 });
  const seldom = (name: string, body: string) => ({ name, body, share: 1 });
  return [
    often('a good question', from('<GetServiceEndpointsRequest xmlns="http://ochp.eu/1.4"/>')),
    often('from a stranger', envelope('', addRequest(endpoint('https://a/', 'DE8AAE%')))),
    often('entity bomb', entityBomb()),
    often('external entity', `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${add('&x;')}`),
    often('nested 10,000 deep', add('<a>'.repeat(10_000))),
    often('breaks off', add(endpoint('https://a/', 'DE8AAE%')).slice(0, -100)),
    often('no XML', '{"json": true}'),
    seldom('more than 512 KiB', add('x'.repeat(600 * KILOBYTE))),
    seldom('attribute of 300 KiB', add(`<operatorEndpointArray a="${'x'.repeat(300 * KILOBYTE)}"/>`)),
    seldom('text of 300 KiB', add(endpoint(`https://${'x'.repeat(300 * KILOBYTE)}`, 'DE8AAE%'))),
    seldom('namespace of 256 KiB, used 5,000 times', add(usedNamespace(256 * KILOBYTE, 5_000))),
    seldom('namespace of 3 KiB, used 5,000 times', add(usedNamespace(3 * KILOBYTE, 5_000))),
    seldom('5,000 attributes', add(`<operatorEndpointArray ${attributes(5_000)}/>`)),
    seldom('5,000 wrong patterns', add(endpoint('https://a/', ...wrong(1_000)).repeat(5))),
    seldom('5,000 in one list', add(endpoint('https://a/', ...wrong(5_000)))),
    seldom('200 endpoints, all foreign', add(endpoint('https://a/', 'XX999E%').repeat(200))),
  ];
}

function envelope(header: string, body: string): string {
  return `<soap:Envelope xmlns:soap="${ENVELOPE}"><soap:Header>${header}</soap:Header><soap:Body>${body}</soap:Body></soap:Envelope>`;
}

function security(username: string, secret: string): string {
  const wss = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
  return (
    `<w:Security xmlns:w="${wss}" soap:mustUnderstand="1"><w:UsernameToken><w:Username>${username}</w:Username>` +
    `<w:Password>${secret}</w:Password></w:UsernameToken></w:Security>`
  );
}

function addRequest(content: string): string {
  return `<AddServiceEndpointsRequest xmlns="http://ochp.eu/1.4">${content}</AddServiceEndpointsRequest>`;
}

function endpoint(url: string, ...whitelist: string[]): string {
  const patterns = whitelist.map((pattern) => `<whitelist>${pattern}</whitelist>`).join('');
  return (
    `<operatorEndpointArray><url>${url}</url><namespaceUrl>http://ochp.eu/1.4</namespaceUrl>` +
    `<accessToken>x</accessToken><validDate>2026-01-01</validDate>${patterns}</operatorEndpointArray>`
  );
}

function usedNamespace(length: number, count: number): string {
  return `<operatorEndpointArray xmlns:n="${'n'.repeat(length)}">${'<n:a n:b=""/>'.repeat(count)}</operatorEndpointArray>`;
}

function wrong(count: number): string[] {
  return Array<string>(count).fill('wrong');
}

function attributes(count: number): string {
  return Array.from({ length: count }, (_, index) => `a${index}="x"`).join(' ');
}

/** Unfolds to ten to the power of 19 characters. */
function entityBomb(): string {
  const entities = Array.from(
    { length: 19 },
    (_, index) => `<!ENTITY e${index + 1} "${`&e${index};`.repeat(10)}">`,
  );
  return `<!DOCTYPE a [<!ENTITY e0 "x">${entities.join('')}]><a b="&e19;">&e19;</a>`;
}
