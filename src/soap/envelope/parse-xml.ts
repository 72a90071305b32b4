import { ParseOption, XmlDocument, XmlParseError } from 'libxml2-wasm';
import { SoapFault } from './soap-fault.js';

/**
 * Parses a document of a stranger. libxml2 loads nothing from elsewhere (no input is registered for it), replaces no
 * entities in text, bounds depth and what entities unfold to; and a document type is refused, as SOAP demands.
 * The caller disposes the document: its memory is not JavaScript's.
 * @throws SoapFault `Client`
 */
export function parseXml(text: string): XmlDocument {
  if (text === '')
    throw new SoapFault('Client', 'The body is empty: this address takes SOAP 1.1 envelopes.', 'not-xml');
  if (isLongWinded(text)) throw longWinded();
  const document = parse(text);
  if (!document.dtd) return document;
  document.dispose();
  throw new SoapFault('Client', 'A message must not have a document type declaration.', 'document-type');
}

/** In characters; more than any message has in one text, or in one tag with all its attributes. */
const LONGEST_STRETCH = 4 * 1024;

/**
 * Whether there is a long stretch without `<`, which can stand nowhere but before a tag: so no text, attribute or
 * namespace is longer than that. A namespace is declared once, and whoever asks for that of an element gets a copy:
 * with one of 256 KiB and some thousand elements that takes minutes.
 */
function isLongWinded(text: string): boolean {
  for (let from = 0; from < text.length;) {
    const next = text.indexOf('<', from);
    if ((next === -1 ? text.length : next) - from > LONGEST_STRETCH) return true;
    if (next === -1) return false;
    from = next + 1;
  }
  return false;
}

function longWinded(): SoapFault {
  return new SoapFault(
    'Client',
    `A text, or a tag with its attributes, is longer than the ${LONGEST_STRETCH} characters that are accepted.`,
    'not-xml',
  );
}

/** The text is decoded already, whatever its declaration says. */
function parse(text: string): XmlDocument {
  try {
    return XmlDocument.fromString(text, { option: ParseOption.XML_PARSE_IGNORE_ENC });
  } catch (error) {
    if (error instanceof XmlParseError) throw notXml(error);
    throw error;
  }
}

/** Says where and not what: the parser's own words quote the message, and it may hold secrets. */
function notXml({ details }: XmlParseError): SoapFault {
  const [first] = details;
  const place = first ? `: see line ${first.line}, column ${first.col}` : '';
  return new SoapFault(
    'Client',
    `The body is not well-formed XML, or goes beyond the limits for it${place}. This address takes SOAP 1.1 envelopes.`,
    'not-xml',
  );
}
