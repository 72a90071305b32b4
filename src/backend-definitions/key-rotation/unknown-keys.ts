import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { TokenCipher, UnknownKeyError } from '../../token-encryption/index.js';
import { keyIdsInUse, keyIdsOfPresent } from './key-ids-in-use.js';

/** In milliseconds. Whoever asks more often is told the same. */
const REMEMBERED = 2_000;

/** Whether this instance can open what there is now: the others may have got a key that it was not given. */
@Injectable()
export class UnknownKeys {
  private readonly logger = new Logger('AccessTokens');
  /** `at` is when it was answered: a look that takes long holds a connection, and there is never another beside it. */
  private asked: { readonly at: number; readonly keyIds: Promise<string[]> } | undefined;
  private told = '';

  constructor(
    private readonly dataSource: DataSource,
    private readonly cipher: TokenCipher,
  ) {}

  /** The IDs of keys that are not known here, and that tokens of present definitions are under. */
  find(): Promise<string[]> {
    if (this.asked && performance.now() - this.asked.at <= REMEMBERED) return this.asked.keyIds;
    const asked = { at: Infinity, keyIds: this.lookFor() };
    const answered = () => (asked.at = performance.now());
    asked.keyIds.then(answered, answered);
    this.asked = asked;
    return asked.keyIds;
  }

  private async lookFor(): Promise<string[]> {
    const used = await keyIdsInUse(this.dataSource);
    const unknown = used.filter((keyId) => !this.cipher.keyIds.includes(keyId));
    const present = unknown.length === 0 ? [] : await keyIdsOfPresent(this.dataSource, unknown);
    this.tell(present);
    return present;
  }

  /** Once, until there is something else to tell. */
  private tell(keyIds: readonly string[]): void {
    const told = keyIds.join();
    if (told !== '' && told !== this.told)
      this.logger.error(new UnknownKeyError('Access tokens in the database are', keyIds));
    this.told = told;
  }
}
