import { REGISTRY, SOAP_ENVELOPE } from './namespaces.js';
import { element, escapeText } from './xml-text.js';

/** The codes of SOAP 1.1, section 4.4.1. */
export type FaultCode = 'VersionMismatch' | 'MustUnderstand' | 'Client' | 'Server';

/**
 * What is wrong lies below the message, so that there is no response element to say it in. The text reaches the caller
 * and never repeats what it sent.
 */
export class SoapFault extends Error {
  constructor(
    readonly faultCode: FaultCode,
    faultString: string,
    /** The stable name of what is wrong with the body; SOAP 1.1 has it that faults of header entries have no detail. */
    readonly detailCode?: string,
  ) {
    super(faultString);
    this.name = 'SoapFault';
  }

  toXml(): string {
    const detail =
      this.detailCode === undefined
        ? ''
        : `<detail><r:faultDetail xmlns:r="${REGISTRY}">${element('r:code', this.detailCode)}</r:faultDetail></detail>`;
    return inEnvelope(
      `<soap:Fault><faultcode>soap:${this.faultCode}</faultcode><faultstring>${escapeText(this.message)}</faultstring>${detail}</soap:Fault>`,
    );
  }
}

export const ENVELOPE_START = `<?xml version="1.0" encoding="UTF-8"?>\n<soap:Envelope xmlns:soap="${SOAP_ENVELOPE}"><soap:Body>`;
export const ENVELOPE_END = '</soap:Body></soap:Envelope>';

function inEnvelope(body: string): string {
  return ENVELOPE_START + body + ENVELOPE_END;
}
