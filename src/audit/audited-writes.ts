import { Injectable } from '@nestjs/common';
import { RegistryClock, type Write } from '../database/index.js';
import type { Actor } from './actor.js';
import type { Entry } from './entry.js';
import { insertEntries } from './insert-entries.js';

/** What came of a write. */
export interface Audited<T> {
  readonly value: T;
  /** All that changed; where there are none, nothing did, and no revision is made. */
  readonly entries: readonly Entry[];
}

/**
 * The one way to change the registry: what changed is told in the same transaction, so that there is no change without
 * its entries and no entry without its change.
 */
@Injectable()
export class AuditedWrites {
  constructor(private readonly clock: RegistryClock) {}

  /** Runs `work` as one transaction at a new revision: see `RegistryClock.write`. */
  async write<T>(actor: Actor, work: (write: Write) => Promise<Audited<T>>): Promise<T> {
    return this.clock.write(async (write) => {
      const { value, entries } = await work(write);
      const { manager, revision } = write;
      if (entries.length > 0) await insertEntries(manager, { actor, moment: revision, revision }, entries);
      return { value, changed: entries.length > 0 };
    });
  }
}
