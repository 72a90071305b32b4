import type { ErrorDetail, XmlElement, XmlValidateError } from 'libxml2-wasm';
import type { FieldError } from '../../registry-error/index.js';
import { describeSchemaFault } from './describe-schema-fault.js';
import { childElements, isElement } from '../envelope/xml-elements.js';
import { elementAt } from './element-at.js';

/** More are not told apart: a description has room for a thousand characters. */
const MOST_FAULTS = 20;

/** What the schema validator found, as the registry tells it: one place and one sentence each. */
export function schemaFaults({ details }: XmlValidateError, message: XmlElement): FieldError[] {
  const faults = details.slice(0, MOST_FAULTS).map((detail) => ({
    path: pathTo(place(detail, message), message),
    detail: describeSchemaFault(detail.message),
  }));
  return faults.filter(({ path }, index) => !isSaidAlready(path, faults.slice(0, index)));
}

/** Where a value breaks several rules, the first says enough. */
function isSaidAlready(path: FieldError['path'], before: readonly FieldError[]): boolean {
  return before.some((fault) => fault.path.join('/') === path.join('/'));
}

function place({ xpath }: ErrorDetail, message: XmlElement): XmlElement {
  return (xpath && elementAt(message.doc.root, xpath)) || message;
}

/** The way from the message down to an element, which is not part of it itself where it is the message. */
function pathTo(element: XmlElement, message: XmlElement): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at: XmlElement | null = element; at && !at.isSameNode(message); at = at.parent)
    path.unshift(at.name.slice(0, LONGEST_NAME), ...positionOf(at));
  return path;
}

const LONGEST_NAME = 64;

/** Counted from 0; nothing where there is one such element only. */
function positionOf(element: XmlElement): [number] | [] {
  const { name, namespaceUri, parent } = element;
  const namesakes = parent ? childElements(parent).filter((one) => isElement(one, namespaceUri, name)) : [];
  return namesakes.length > 1 ? [namesakes.findIndex((one) => one.isSameNode(element))] : [];
}
