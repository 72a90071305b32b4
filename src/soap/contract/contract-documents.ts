import { readFileSync } from 'node:fs';
import { escapeText } from '../envelope/xml-text.js';

/** The documents that make up the contract, by the name under which they are asked for. */
const FILES = {
  wsdl: 'ochp-direct.wsdl',
  'ochp-1.4': 'ochp-1.4.xsd',
  'registry-0.1': 'registry-0.1.xsd',
} as const;

export type ContractDocument = keyof typeof FILES;

const TEXTS = Object.fromEntries(
  Object.entries(FILES).map(([name, file]) => [
    name,
    readFileSync(new URL(`documents/${file}`, import.meta.url), 'utf8'),
  ]),
) as Record<ContractDocument, string>;

/** @param address where the service is, for whoever reads the document: it refers to the others by it */
export function contractDocument(name: ContractDocument, address: string): string {
  return TEXTS[name].replaceAll('{address}', escapeText(address));
}

/** The document that a query string asks for, in any case: `?wsdl`, `?xsd=ochp-1.4`. */
export function askedDocument(query: Readonly<Record<string, unknown>>): ContractDocument | undefined {
  const [parameter = '', ...others] = Object.keys(query);
  if (others.length > 0) return undefined;
  const value = query[parameter];
  if (parameter.toLowerCase() === 'wsdl') return 'wsdl';
  const isSchema = parameter.toLowerCase() === 'xsd' && (value === 'ochp-1.4' || value === 'registry-0.1');
  return isSchema ? value : undefined;
}

/** Every pattern that the schemas have for a text. */
export function patternsOfSchemas(): string[] {
  const schemas = TEXTS['ochp-1.4'] + TEXTS['registry-0.1'];
  return [...schemas.matchAll(/<xs:pattern value="([^"]*)"/g)].map(([, pattern = '']) => pattern);
}
