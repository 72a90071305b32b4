import { XmlDocument, XmlElement } from 'libxml2-wasm';

/** An element as tests look into it: its text, or its children by name, each name a list. */
export type Plain = string | PlainElement;

export type PlainElement = Readonly<Record<string, Plain[]>>;

export function toPlain(element: XmlElement): Plain {
  const children = childElements(element);
  if (children.length === 0) return element.content;
  const plain: Record<string, Plain[]> = {};
  for (const child of children) (plain[child.name] ??= []).push(toPlain(child));
  return plain;
}

export function childElements(element: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  for (let node = element.firstChild; node; node = node.next)
    if (node instanceof XmlElement) found.push(node);
  return found;
}

/** Parses, looks, and forgets. */
export function withDocument<T>(text: string, look: (document: XmlDocument) => T): T {
  const document = XmlDocument.fromString(text);
  try {
    return look(document);
  } finally {
    document.dispose();
  }
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
