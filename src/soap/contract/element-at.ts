import type { XmlElement } from 'libxml2-wasm';
import { childElements } from '../envelope/xml-elements.js';

const STEP = /^(?:\*|(?:([^:[]+):)?([^:[]+))(?:\[(\d+)\])?$/;

/**
 * The element that a path of libxml2's names: `/soap:Envelope/soap:Body/m:Message/m:list[2]`, where a name bears the prefix that the
 * document has at that place, and `*` stands for one without a prefix. To evaluate it as an XPath one would have to know
 * what each prefix stands for, and that may differ from place to place. Undefined where it leads nowhere.
 */
export function elementAt(root: XmlElement, path: string): XmlElement | undefined {
  const [, , ...steps] = path.split('/');
  return steps.reduce<XmlElement | undefined>((at, step) => at && childAt(at, step), root);
}

function childAt(parent: XmlElement, step: string): XmlElement | undefined {
  const match = STEP.exec(step);
  if (!match) return undefined;
  const [, prefix = '', name, position = '1'] = match;
  const children = childElements(parent);
  const named =
    name === undefined
      ? children
      : children.filter((child) => child.name === name && child.prefix === prefix);
  return named[Number(position) - 1];
}
