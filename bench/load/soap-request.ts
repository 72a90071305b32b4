import { httpRequest } from './http-request.js';

const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';
const WSS = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';

/** A SOAP request with a `UsernameToken`, as OCHP systems send it. */
export function soapRequest(partnerId: string, secret: string, body: string): string {
  const token = `<w:UsernameToken><w:Username>${partnerId}</w:Username><w:Password>${secret}</w:Password></w:UsernameToken>`;
  const envelope =
    `<soap:Envelope xmlns:soap="${ENVELOPE}"><soap:Header><w:Security xmlns:w="${WSS}" soap:mustUnderstand="1">` +
    `${token}</w:Security></soap:Header><soap:Body>${body}</soap:Body></soap:Envelope>`;
  return httpRequest('POST', '/soap/ochp-direct', { 'content-type': 'text/xml; charset=utf-8' }, envelope);
}
