import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { RegistryClock, type RegistryState, type Revision } from '../database/index.js';
import type { PartnerId } from '../partners/index.js';
import type { ChangeSource, Subject } from './change-source.js';
import { ClockFollower } from './clock-follower.js';
import { SignalMemory } from './signal-memory.js';
import { type Watch, Watches } from './watches.js';

/**
 * Knows for each partner since when nothing concerned it, so that what was found out before need not be asked again,
 * and wakes whoever waits for something that does.
 */
@Injectable()
export class ChangeSignal implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly memory: SignalMemory,
    private readonly watches: Watches,
    private readonly follower: ClockFollower,
    clock: RegistryClock,
  ) {
    clock.onCommit((revision) => this.catchUp(revision));
  }

  /** To be called before the application has started. */
  addSource(source: ChangeSource): void {
    this.follower.sources.push(source);
  }

  /** The last state of the registry that is known here; undefined while what is known can not be trusted. */
  get present(): Revision | undefined {
    return this.memory.isTrusted ? this.memory.known : undefined;
  }

  /** Milliseconds since the database last confirmed what is known here; undefined while it never has. */
  get age(): number | undefined {
    return this.memory.hasBegun ? this.memory.age : undefined;
  }

  /** The epoch of the registry; undefined while what is known can not be trusted. */
  get epoch(): string | undefined {
    return this.memory.isTrusted ? this.memory.epoch : undefined;
  }

  /**
   * The state up to which nothing concerned the partner since `revision`; undefined where something did, or may have:
   * then the database must be asked.
   */
  quietSince(subject: Subject, partnerId: PartnerId, revision: Revision): RegistryState | undefined {
    return this.memory.quietSince(subject, partnerId, revision);
  }

  /**
   * The last revision at which something concerned the partner, or may have. A state from then on is as good as any
   * later one that is known here. Undefined while what is known can not be trusted.
   */
  lastChange(subject: Subject, partnerId: PartnerId): Revision | undefined {
    return this.memory.lastChange(subject, partnerId);
  }

  /** Arm it before looking whether there is something: what comes in between is not missed then. */
  watch(partnerId: PartnerId): Watch {
    return this.watches.watch(partnerId);
  }

  /** How many wait for something. */
  get watching(): number {
    return this.watches.count;
  }

  /** Lets everybody who waits look again. */
  wakeAll(): void {
    this.watches.wakeAll();
  }

  onApplicationBootstrap(): void {
    this.follower.start();
  }

  /** After the HTTP server has closed: writers wait for the signal until then. */
  async onApplicationShutdown(): Promise<void> {
    await this.follower.stop();
  }

  /**
   * What was written here is known here before the writer gets its answer: who hears of it, and asks this instance, is
   * not answered from a memory of before.
   */
  private async catchUp(revision: Revision): Promise<void> {
    if (!this.memory.isTrusted) return;
    this.follower.hint();
    await this.memory.reached(revision);
  }
}
