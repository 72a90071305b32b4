import type { XmlElement } from 'libxml2-wasm';
import type { Proof } from '../credentials/index.js';
import { parseAuthorization } from '../http/authentication/index.js';
import { RegistryError } from '../registry-error/index.js';
import type { MessageSchema } from './contract/message-schema.js';
import { checkUnderstood, entriesForUs } from './envelope/header-entries.js';
import { parseEnvelope } from './envelope/parse-envelope.js';
import { parseXml } from './envelope/parse-xml.js';
import type { Operation, Task } from './operations/operation.js';
import type { Operations } from './operations/operations.js';
import { describeFields } from './results/describe-refusal.js';
import { isUnderstood, usernameTokenProof } from './security/username-token.js';

/** A request as it came. */
export interface RawRequest {
  readonly bytes: Uint8Array;
  /** What the transport says of the encoding; undefined: nothing. */
  readonly encoding: string | undefined;
  readonly authorization: string | undefined;
}

/** What a request asks for. */
export interface ReadRequest {
  readonly operation: Operation;
  /** What the caller shows to let itself be known, or why that cannot be used. */
  readonly proof: Proof | RegistryError;
  /** What there is to do once it is known. */
  readonly task: Task;
}

/**
 * Reads a request in one go: the document lives outside JavaScript's memory, and never longer than this call takes,
 * so that there is never more than one.
 * @throws SoapFault for what lies below the message
 */
export function readRequest(raw: RawRequest, operations: Operations, schema: MessageSchema): ReadRequest {
  const document = parseXml(raw.bytes, raw.encoding);
  try {
    const { headerEntries, message } = parseEnvelope(document);
    const entries = entriesForUs(headerEntries);
    checkUnderstood(entries, isUnderstood);
    const operation = operations.for(message);
    const proof = readProof(entries, raw.authorization);
    // Who shows nothing is refused whatever the message says.
    const task = proof instanceof RegistryError ? refuse(proof) : readTask(operation, message, schema);
    return { operation, proof, task };
  } finally {
    document.dispose();
  }
}

function readProof(entries: readonly XmlElement[], authorization: string | undefined): Proof | RegistryError {
  try {
    return usernameTokenProof(entries) ?? parseAuthorization(authorization) ?? withoutCredentials();
  } catch (error) {
    if (error instanceof RegistryError) return error;
    throw error;
  }
}

function readTask(operation: Operation, message: XmlElement, schema: MessageSchema): Task {
  const faults = schema.faults(message);
  if (faults.length === 0) return operation.prepare(message);
  const description = `The message does not fit its schema. ${describeFields(faults)}`;
  return () => Promise.resolve({ result: { code: 'format', description } });
}

function refuse(error: RegistryError): Task {
  return () => Promise.reject(error);
}

function withoutCredentials(): RegistryError {
  return new RegistryError(
    'not-authenticated',
    'This takes the partner ID and its secret, in a WS-Security UsernameToken with PasswordText, or by HTTP Basic.',
  );
}
