import { Injectable } from '@nestjs/common';
import {
  XmlBufferInputProvider,
  XmlDocument,
  type XmlElement,
  xmlRegisterInputProvider,
  XmlValidateError,
  XmlXPath,
  XsdValidator,
} from 'libxml2-wasm';
import { MOST_PATTERNS, MOST_STATEMENTS } from '../../backend-definitions/index.js';
import type { FieldError } from '../../registry-error/index.js';
import { SCHEMA_INSTANCE } from '../envelope/namespaces.js';
import { contractDocument } from './contract-documents.js';
import { schemaFaults } from './schema-faults.js';

/** An address that leads nowhere: the schemas find each other in memory, and nothing else is ever found. */
const IN_MEMORY = 'memory:soap';

/** Holds messages against the very schemas that are served. */
@Injectable()
export class MessageSchema {
  private readonly validator = compile();

  /** What of the message does not fit, and why: without any value of it, which may be a secret. */
  faults(message: XmlElement): FieldError[] {
    if (message.eval(OVERFULL) === true) return [overfull()];
    forgetNil(message);
    try {
      this.validator.validate(message);
      return [];
    } catch (error) {
      if (error instanceof XmlValidateError) return schemaFaults(error, message);
      throw error;
    }
  }
}

/** SOAP::Lite writes a message that has no fields as nil. It says the same. */
function forgetNil(message: XmlElement): void {
  if (message.firstChild) return;
  message.attrs
    .find(({ name, namespaceUri }) => name === 'nil' && namespaceUri === SCHEMA_INSTANCE)
    ?.remove();
}

const MOST_ATTRIBUTES = 10;

/**
 * What no message has, counting white space and comments between elements. To say of a fault takes libxml2 the longer the
 * more there is before it, and it names the namespaces of attributes in full: ten thousand faults would count for seconds.
 */
const OVERFULL = XmlXPath.compile(`boolean(
  self::*[count(*) > ${MOST_STATEMENTS}] or
  descendant-or-self::*[count(node()) > ${4 * MOST_PATTERNS + 400} or count(@*) > ${MOST_ATTRIBUTES}] or
  count(descendant-or-self::*/@*) > ${MOST_ATTRIBUTES * MOST_STATEMENTS})`);

function overfull(): FieldError {
  const detail =
    `holds more than is accepted: at most ${MOST_STATEMENTS} elements, with ${MOST_PATTERNS} patterns in a list, ` +
    `and ${MOST_ATTRIBUTES} attributes`;
  return { path: [], detail };
}

function compile(): XsdValidator {
  const imported = Buffer.from(contractDocument('ochp-1.4', IN_MEMORY));
  xmlRegisterInputProvider(new XmlBufferInputProvider({ [`${IN_MEMORY}?xsd=ochp-1.4`]: imported }));
  const schema = XmlDocument.fromString(contractDocument('registry-0.1', IN_MEMORY));
  try {
    return XsdValidator.fromDoc(schema);
  } finally {
    schema.dispose();
  }
}
