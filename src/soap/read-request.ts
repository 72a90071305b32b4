import type { Proof } from '../credentials/index.js';
import { parseAuthorization } from '../http/authentication/index.js';
import { RegistryError } from '../registry-error/index.js';
import type { MessageSchema } from './contract/message-schema.js';
import { checkUnderstood, entriesForUs } from './envelope/header-entries.js';
import { WS_SECURITY } from './envelope/namespaces.js';
import { type Envelope, parseEnvelope } from './envelope/parse-envelope.js';
import { parseXml } from './envelope/parse-xml.js';
import type { Operation, Task } from './operations/operation.js';
import type { Operations } from './operations/operations.js';
import { describeFields } from './results/describe-refusal.js';
import { isUnderstood, usernameTokenProof } from './security/username-token.js';

/** A request as it came. */
export interface RawRequest {
  readonly text: string;
  readonly authorization: string | undefined;
}

/** What is asked for, and by whom. */
export interface Question {
  readonly operation: Operation;
  /** What the caller shows to let itself be known, or why that cannot be used. */
  readonly proof: Proof | RegistryError;
}

/**
 * A request is parsed twice: for who sends it, and, once that is known, for what it says. So strangers cost no more
 * than the parsing, and no document waits, in memory that is not JavaScript's, until the sender has been looked up:
 * there is never more than one.
 * @throws SoapFault for what lies below the message
 */
export function readQuestion(raw: RawRequest, operations: Operations): Question {
  return withEnvelope(raw, ({ headerEntries, message }) => {
    const entries = entriesForUs(headerEntries);
    checkUnderstood(entries, isUnderstood);
    const operation = operations.for(message);
    return { operation, proof: readProof(entries, raw.authorization) };
  });
}

/** What there is to do: to refuse the message, where it does not fit the schema. */
export function readTask(raw: RawRequest, operation: Operation, schema: MessageSchema): Task {
  return withEnvelope(raw, ({ message }) => {
    const faults = schema.faults(message);
    if (faults.length === 0) return operation.prepare(message);
    const description = `The message does not fit its schema. ${describeFields(faults)}`;
    return () => Promise.resolve({ result: { code: 'format', description } });
  });
}

function withEnvelope<T>({ text }: RawRequest, look: (envelope: Envelope) => T): T {
  const document = parseXml(text);
  try {
    return look(parseEnvelope(document));
  } finally {
    document.dispose();
  }
}

function readProof(
  entries: Envelope['headerEntries'],
  authorization: string | undefined,
): Proof | RegistryError {
  try {
    return usernameTokenProof(entries) ?? parseAuthorization(authorization) ?? withoutCredentials();
  } catch (error) {
    if (error instanceof RegistryError) return error;
    throw error;
  }
}

function withoutCredentials(): RegistryError {
  return new RegistryError(
    'not-authenticated',
    `No credentials were found. Send the partner ID and its secret in a UsernameToken with PasswordText in the Header, in Security of ${WS_SECURITY}, or by HTTP Basic.`,
  );
}
