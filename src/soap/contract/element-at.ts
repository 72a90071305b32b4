import type { XmlElement } from 'libxml2-wasm';
import { childElements } from '../envelope/xml-elements.js';

const STEP = /^(?:\*|(?:([^:[]+):)?([^:[]+))(?:\[(\d+)\])?$/;

/**
 * The element that a path of libxml2's names: `/soap:Envelope/soap:Body/m:Message/m:list[2]`. A name bears the prefix that
 * the document has at that place, or none where the element is in no namespace; `*` stands for any element, and is
 * written for those of a default namespace. To evaluate it as an XPath one would have to know what each prefix stands
 * for, and that may differ from place to place. Undefined where it leads nowhere.
 */
export function elementAt(root: XmlElement, path: string): XmlElement | undefined {
  const [, , ...steps] = path.split('/');
  return steps.reduce<XmlElement | undefined>((at, step) => at && childAt(at, step), root);
}

function childAt(parent: XmlElement, step: string): XmlElement | undefined {
  const match = STEP.exec(step);
  if (!match) return undefined;
  const [, prefix, name, position = '1'] = match;
  const children = childElements(parent);
  const named =
    name === undefined ? children : children.filter((child) => child.name === name && bears(child, prefix));
  return named[Number(position) - 1];
}

function bears(element: XmlElement, prefix: string | undefined): boolean {
  return prefix === undefined ? element.namespaceUri === '' : element.prefix === prefix;
}
