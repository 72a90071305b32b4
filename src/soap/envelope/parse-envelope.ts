import { type XmlDocument, type XmlElement, XmlXPath } from 'libxml2-wasm';
import { SOAP_ENVELOPE } from './namespaces.js';
import { SoapFault } from './soap-fault.js';
import { childElements, isElement } from './xml-elements.js';

/** A SOAP 1.1 envelope (section 4), taken apart. */
export interface Envelope {
  readonly headerEntries: readonly XmlElement[];
  /** The one element of the body: document/literal has no more. */
  readonly message: XmlElement;
}

/** @throws SoapFault `VersionMismatch`, `Client` */
export function parseEnvelope({ root }: XmlDocument): Envelope {
  if (root.name !== 'Envelope') throw notAnEnvelope('The document is not a SOAP envelope.');
  if (root.namespaceUri !== SOAP_ENVELOPE)
    throw new SoapFault(
      'VersionMismatch',
      `The envelope is not of SOAP 1.1 (${SOAP_ENVELOPE}), which is the version to send.`,
    );
  if (root.eval(BEYOND_LIMITS) === true) throw beyondLimits();
  const parts = childElements(root);
  const header = isElement(parts[0], SOAP_ENVELOPE, 'Header') ? parts.shift() : undefined;
  const [body, ...others] = parts;
  if (!body || !isElement(body, SOAP_ENVELOPE, 'Body'))
    throw notAnEnvelope('The envelope has no Body, or something else in its place.');
  // What else may follow the Body is of other namespaces, and means nothing here.
  if (others.some(({ namespaceUri }) => namespaceUri === SOAP_ENVELOPE))
    throw notAnEnvelope('The envelope has a second Body or Header.');
  return { headerEntries: header ? childElements(header) : [], message: onlyElement(body) };
}

/**
 * Far more than any envelope has beside its message, with the white space and comments in between; looked at by libxml2
 * itself, since each element and attribute that JavaScript looks at takes it microseconds.
 */
const BEYOND_LIMITS = XmlXPath.compile(
  `boolean((/ | /s:Envelope | /s:Envelope/s:Body)[count(node()) > 100] or
    /s:Envelope/s:Header/descendant-or-self::*[count(node()) > 100 or count(@*) > 20])`,
  { s: SOAP_ENVELOPE },
);

function beyondLimits(): SoapFault {
  return new SoapFault(
    'Client',
    'The envelope holds more elements or attributes than are accepted.',
    'not-xml',
  );
}

function onlyElement(body: XmlElement): XmlElement {
  const [message, another] = childElements(body);
  if (!message || another) throw notAnEnvelope('The Body must hold exactly one element.');
  return message;
}

function notAnEnvelope(text: string): SoapFault {
  return new SoapFault('Client', text, 'not-an-envelope');
}
