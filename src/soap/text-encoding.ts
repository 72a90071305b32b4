import { SoapFault } from './envelope/soap-fault.js';

const CHARSET = /;\s*charset\s*=\s*"?([\w.:-]{1,40})"?/i;
/** libxml2 finds out by itself, from a byte order mark or the first bytes, which UTF-16 it is. */
const ENCODINGS: ReadonlyMap<string, string | undefined> = new Map([
  ['utf-8', 'UTF-8'],
  ['utf8', 'UTF-8'],
  ['us-ascii', 'UTF-8'],
  ['utf-16', undefined],
  ['utf-16le', 'UTF-16LE'],
  ['utf-16be', 'UTF-16BE'],
  ['iso-8859-1', 'ISO-8859-1'],
]);

/**
 * The encoding that a Content-Type names, which has precedence over what the document says (RFC 7303, section 3);
 * undefined: the document has the word.
 * @throws SoapFault `Client`
 */
export function encodingOf(contentType: string | undefined): string | undefined {
  const [, charset] = CHARSET.exec(contentType ?? '') ?? [];
  if (charset === undefined) return undefined;
  const name = charset.toLowerCase();
  if (ENCODINGS.has(name)) return ENCODINGS.get(name);
  throw new SoapFault('Client', 'The charset is not supported: send UTF-8 or UTF-16.', 'unsupported-charset');
}
