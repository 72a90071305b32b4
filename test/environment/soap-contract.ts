import {
  XmlBufferInputProvider,
  type XmlDocument,
  type XmlElement,
  xmlRegisterInputProvider,
  XmlValidateError,
  XsdValidator,
} from 'libxml2-wasm';
import { childElements, withDocument } from './xml.js';

export const SOAP_ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';
const FAULT_CODES = ['VersionMismatch', 'MustUnderstand', 'Client', 'Server'];

/** What the registry says of its SOAP binding, at `?wsdl` and the schemas it imports, to hold its answers against. */
export class SoapContract {
  private constructor(
    readonly wsdl: string,
    private readonly validator: XsdValidator,
  ) {}

  static async read(address: string): Promise<SoapContract> {
    const text = async (url: string) => (await fetch(url)).text();
    const wsdl = await text(`${address}/soap/ochp-direct?wsdl`);
    const locations = [...wsdl.matchAll(/schemaLocation="([^"]+)"/g)].map(([, location = '']) => location);
    const schemas = await Promise.all(
      locations.map(async (location) => [location, Buffer.from(await text(location))] as const),
    );
    xmlRegisterInputProvider(new XmlBufferInputProvider(Object.fromEntries(schemas)));
    const imports = [...wsdl.matchAll(/<xs:import [^>]+>/g)].join('');
    const all = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${imports}</xs:schema>`;
    return new SoapContract(
      wsdl,
      withDocument(all, (document) => XsdValidator.fromDoc(document)),
    );
  }

  /** Fails unless this is the answer of a SOAP 1.1 server, and what it holds fits the served schemas. */
  check(status: number, contentType: string | null, text: string): void {
    if (contentType !== 'text/xml; charset=utf-8') throw new Error(`The answer is ${contentType}: ${text}`);
    withDocument(text, (document) => {
      const content = contentOf(document);
      const isFault = content.name === 'Fault' && content.namespaceUri === SOAP_ENVELOPE;
      if (status !== (isFault ? 500 : 200)) throw new Error(`The status is ${status}: ${text}`);
      if (isFault) for (const entry of checkFault(content)) this.expectFit(entry, text);
      else this.expectFit(content, text);
    });
  }

  /** Whether an element fits the served schemas. */
  expectFit(element: XmlElement, text: string): void {
    try {
      this.validator.validate(element);
    } catch (error) {
      if (error instanceof XmlValidateError) throw new Error(`${error.message} in ${text}`);
      throw error;
    }
  }
}

/** The one element of the body of a SOAP 1.1 envelope. */
function contentOf({ root }: XmlDocument): XmlElement {
  const [body, ...others] = childElements(root);
  expectName(root, 'Envelope', SOAP_ENVELOPE);
  expectName(body!, 'Body', SOAP_ENVELOPE);
  const [content, ...more] = childElements(body!);
  if (others.length + more.length > 0 || !content)
    throw new Error(`${root.toString()} is no envelope with one content`);
  return content;
}

/** The rules of SOAP 1.1, section 4.4; returns the entries of the detail. */
function checkFault(fault: XmlElement): XmlElement[] {
  const [code, string, detail, ...others] = childElements(fault);
  expectName(code!, 'faultcode', '');
  expectName(string!, 'faultstring', '');
  const [prefix = '', local = ''] = code!.content.split(':');
  if (code!.namespaceForPrefix(prefix) !== SOAP_ENVELOPE || !FAULT_CODES.includes(local))
    throw new Error(`${code!.content} is no fault code of SOAP 1.1`);
  if (string!.content === '' || others.length > 0) throw new Error(`${fault.toString()} is no fault`);
  const aboutHeader = ['MustUnderstand', 'VersionMismatch'].includes(local);
  if (aboutHeader !== !detail) throw new Error(`${local} must have ${aboutHeader ? 'no' : 'a'} detail`);
  if (detail) expectName(detail, 'detail', '');
  return detail ? childElements(detail) : [];
}

function expectName(element: XmlElement, name: string, namespace: string): void {
  if (element.name !== name || element.namespaceUri !== namespace)
    throw new Error(`{${element.namespaceUri}}${element.name} stands where {${namespace}}${name} must`);
}
