import { XmlElement, XmlXPath } from 'libxml2-wasm';

const CHILDREN = XmlXPath.compile('*');

/**
 * The child elements, in order; text, comments and processing instructions between them say nothing. By XPath: from a
 * processing instruction the library's own `next` leads no further.
 */
export function childElements(parent: XmlElement): XmlElement[] {
  return parent.find(CHILDREN).filter((node) => node instanceof XmlElement);
}

export function isElement(element: XmlElement | undefined, namespace: string, name: string): boolean {
  return element?.name === name && element.namespaceUri === namespace;
}

/**
 * The children of an element that fits its schema, by name: the schema has seen to it that names say everything, and
 * that what must be there is.
 */
export class Children {
  private readonly byName = new Map<string, XmlElement[]>();

  constructor(parent: XmlElement) {
    for (const child of childElements(parent)) this.all(child.name).push(child);
  }

  all(name: string): XmlElement[] {
    const present = this.byName.get(name) ?? [];
    this.byName.set(name, present);
    return present;
  }

  first(name: string): XmlElement | undefined {
    return this.byName.get(name)?.[0];
  }

  /** Of an optional element: undefined where there is none. */
  optionalText(name: string): string | undefined {
    return this.first(name)?.content;
  }

  text(name: string): string {
    return this.optionalText(name) ?? '';
  }

  texts(name: string): string[] {
    return this.all(name).map(({ content }) => content);
  }
}
