import type { XmlDocument, XmlElement } from 'libxml2-wasm';
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
  const [first, second] = childElements(root);
  const header = isElement(first, SOAP_ENVELOPE, 'Header') ? first : undefined;
  const body = header ? second : first;
  if (!body || !isElement(body, SOAP_ENVELOPE, 'Body'))
    throw notAnEnvelope('The envelope has no Body, or something else in its place.');
  return { headerEntries: header ? childElements(header) : [], message: onlyElement(body) };
}

function onlyElement(body: XmlElement): XmlElement {
  const [message, another] = childElements(body);
  if (!message || another) throw notAnEnvelope('The Body must hold exactly one element.');
  return message;
}

function notAnEnvelope(text: string): SoapFault {
  return new SoapFault('Client', text, 'not-an-envelope');
}
