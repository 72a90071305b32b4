import type { XmlElement } from 'libxml2-wasm';
import { NEXT_ACTOR, SOAP_ENVELOPE, WS_SECURITY } from './namespaces.js';
import { SoapFault } from './soap-fault.js';

/** The entries that are meant for us, and not for somebody on the way (SOAP 1.1, section 4.2.2). */
export function entriesForUs(entries: readonly XmlElement[]): XmlElement[] {
  return entries.filter((entry) => ['', NEXT_ACTOR].includes(soapAttribute(entry, 'actor')));
}

/**
 * @param isUnderstood whether everything that the entry says is heeded
 * @throws SoapFault `MustUnderstand` for an entry that must be understood and is not (section 4.2.3)
 */
export function checkUnderstood(
  entries: readonly XmlElement[],
  isUnderstood: (entry: XmlElement) => boolean,
): void {
  const entry = entries.find((one) => mustBeUnderstood(one) && !isUnderstood(one));
  if (!entry) return;
  const name = entry.name.slice(0, LONGEST_NAME);
  throw new SoapFault(
    'MustUnderstand',
    `The header entry ${name} must be understood, and is not, or not all of it. The registry knows Security of ${WS_SECURITY} with a UsernameToken.`,
  );
}

const LONGEST_NAME = 64;

/** SOAP 1.1 has `1`; some clients write the `true` of later versions. */
function mustBeUnderstood(entry: XmlElement): boolean {
  return ['1', 'true'].includes(soapAttribute(entry, 'mustUnderstand'));
}

/** By its namespace, since a prefix may be any. */
function soapAttribute(element: XmlElement, name: string): string {
  const attribute = element.attrs.find((one) => one.name === name && one.namespaceUri === SOAP_ENVELOPE);
  return attribute?.value ?? '';
}
