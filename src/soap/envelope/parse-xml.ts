import { XmlDocument, XmlParseError } from 'libxml2-wasm';
import { SoapFault } from './soap-fault.js';

/**
 * Parses a document of a stranger. libxml2 loads nothing from elsewhere (no input is registered for it), replaces no
 * entities in text, bounds depth and what entities unfold to; and a document type is refused, as SOAP demands.
 * The caller disposes the document: its memory is not JavaScript's.
 * @param encoding what the transport says, which has precedence over the document's own word; undefined: nothing
 * @throws SoapFault `Client`
 */
export function parseXml(bytes: Uint8Array, encoding: string | undefined): XmlDocument {
  const document = parse(bytes, encoding);
  if (!document.dtd) return document;
  document.dispose();
  throw new SoapFault('Client', 'A message must not have a document type declaration.', 'document-type');
}

function parse(bytes: Uint8Array, encoding: string | undefined): XmlDocument {
  try {
    return XmlDocument.fromBuffer(bytes, { ...(encoding !== undefined && { encoding }) });
  } catch (error) {
    if (error instanceof XmlParseError) throw bytes.length === 0 ? empty() : notXml(error);
    throw error;
  }
}

function empty(): SoapFault {
  return new SoapFault('Client', 'The body is empty: this address takes SOAP 1.1 envelopes.', 'not-xml');
}

/** Says where and not what: the parser's own words quote the message, and it may hold secrets. */
function notXml({ details }: XmlParseError): SoapFault {
  const [first] = details;
  const place = first ? `: see line ${first.line}, column ${first.col}` : '';
  return new SoapFault(
    'Client',
    `The body is not well-formed XML in the encoding that is named, or goes beyond the limits for it${place}. This address takes SOAP 1.1 envelopes.`,
    'not-xml',
  );
}
