import type { XmlElement } from 'libxml2-wasm';
import type { PartnerActor } from '../../audit/index.js';
import type { PartnerId } from '../../partners/index.js';
import type { Result } from '../results/result.js';

/** What an operation answers: how it ended, and what follows the result, as elements, all at once or bit by bit. */
export interface Reply {
  readonly result: Result;
  readonly content?: AsyncIterable<string>;
}

/** What there is to do for whoever turns out to have sent the message. @throws RegistryError */
export type Task = (caller: PartnerActor<PartnerId>) => Promise<Reply>;

/** One operation of the contract: its messages are `<name>Request` and `<name>Response`. */
export interface Operation {
  readonly name: string;
  /** Of both messages. */
  readonly namespace: string;
  /** Reads a message that fits the schema, in whole: the document is gone when the task is done. */
  prepare(message: XmlElement): Task;
}
