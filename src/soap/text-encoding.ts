import { SoapFault } from './envelope/soap-fault.js';

/** Encodings that a message may be in, by the names that transport and document have for them. */
const LABELS: ReadonlyMap<string, string> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'utf-8'],
  ['utf-16', 'utf-16'],
  ['utf-16le', 'utf-16le'],
  ['utf-16be', 'utf-16be'],
  ['iso-8859-1', 'iso-8859-1'],
]);

/**
 * The text of a message. What the bytes begin with has the first word, then the charset of the Content-Type (RFC 7303,
 * section 3), then the document's own declaration; UTF-8 where nobody says anything.
 * @throws SoapFault `Client`
 */
export function decodeMessage(bytes: Uint8Array, contentType: string | undefined): string {
  const label = beginningOf(bytes) ?? named(charsetOf(contentType)) ?? named(declaredIn(bytes)) ?? 'utf-8';
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    throw new SoapFault(
      'Client',
      `The body is not in ${label.toUpperCase()}, which it is said to be in.`,
      'not-xml',
    );
  }
}

/** UTF-16 is known by a byte order mark, or by the `<` that every document begins with; UTF-8 by its mark only. */
function beginningOf([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  return undefined;
}

function charsetOf(contentType: string | undefined): string | undefined {
  return /;\s*charset\s*=\s*"?([\w.:-]{1,40})"?/i.exec(contentType ?? '')?.[1];
}

function declaredIn(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  return /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(start)?.[1];
}

function named(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const label = LABELS.get(name.toLowerCase());
  if (label !== undefined) return label;
  throw new SoapFault(
    'Client',
    'The encoding is not supported: send UTF-8 or UTF-16.',
    'unsupported-charset',
  );
}
