import { Injectable, Logger } from '@nestjs/common';
import pRetry from 'p-retry';
import { Configuration } from '../configuration/index.js';
import { DatabaseAddress, EpochKeeper, IdleConnections, type RegistryState } from '../database/index.js';
import type { ChangeSource } from './change-source.js';
import { Hints } from './hints.js';
import { SignalConnection } from './signal-connection.js';
import { SignalMemory } from './signal-memory.js';
import { TRIGGERS, type Trigger } from './trigger.js';
import { Watches } from './watches.js';

/** Between two attempts to connect: capped, and spread, so that instances do not come back all at once. */
const BACK_OFF = { minTimeout: 100, maxTimeout: 5_000, factor: 2, randomize: true, retries: Infinity };

/**
 * Follows the clock row on a connection of its own: looks at it at every hint and at every heartbeat, and asks whom the
 * changes since then concern. A connection that is lost, or says nothing, is given up for a new one, and with it all
 * that was known: what happened in between is not known, nor whether the server is still the one that it was.
 */
@Injectable()
export class ClockFollower {
  readonly sources: ChangeSource[] = [];
  private readonly logger = new Logger('ChangeSignal');
  private readonly stopping = new AbortController();
  private readonly hints = new Hints();
  private readonly trigger: Trigger;
  private running = Promise.resolve();

  constructor(
    private readonly memory: SignalMemory,
    private readonly watches: Watches,
    private readonly address: DatabaseAddress,
    private readonly idleConnections: IdleConnections,
    private readonly epochKeeper: EpochKeeper,
    { changeSignal }: Configuration,
  ) {
    this.trigger = TRIGGERS[changeSignal];
  }

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.hint();
    await this.running;
  }

  /** It is worth looking now. */
  hint(): void {
    this.hints.give();
  }

  private isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  private async run(): Promise<void> {
    while (!this.isStopping()) {
      const connection = await this.connect();
      if (!connection) return;
      await this.follow(connection).catch((error: unknown) => this.report(error));
      this.memory.distrust();
      this.idleConnections.giveUp();
      connection.close();
    }
  }

  /** @returns undefined when the service stops before there is a connection */
  private async connect(): Promise<SignalConnection | undefined> {
    const { signal } = this.stopping;
    const onFailedAttempt = ({ error }: { error: Error }) => this.report(error);
    return pRetry(() => this.attempt(), { ...BACK_OFF, signal, onFailedAttempt }).catch(() => undefined);
  }

  /** Listens first and looks then: what is committed after the look is notified. */
  private async attempt(): Promise<SignalConnection> {
    const connection = new SignalConnection(this.address.url, this.sources);
    try {
      const asked = performance.now();
      await connection.open(this.trigger, () => this.hint());
      await connection.keepEpoch(this.epochKeeper);
      const state = await connection.state();
      this.memory.begin(state, asked);
      this.epochKeeper.note(state.present);
      this.watches.wakeAll();
      return connection;
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  private async follow(connection: SignalConnection): Promise<void> {
    while (!this.isStopping()) {
      const wasHinted = await this.hints.rest(this.trigger.heartbeat);
      if (!this.isStopping()) await this.look(connection, wasHinted);
    }
  }

  /** A heartbeat reads the clock row and nothing else; where nothing was written, there is no more to ask. */
  private async look(connection: SignalConnection, wasHinted: boolean): Promise<void> {
    const asked = performance.now();
    const known = this.memory.known;
    if (!wasHinted) {
      const state = await connection.state();
      this.checkLine(state);
      if (state.present === known) {
        this.memory.confirm(state, asked);
        return;
      }
    }
    const found = await connection.changesSince(known);
    this.checkLine(found.state);
    this.memory.learn(found, asked);
    this.epochKeeper.note(found.state.present);
    for (const { partnerId } of found.changes) this.watches.wake(partnerId);
  }

  /**
   * What is known here holds in one line of history only: with another one it begins anew, as on another connection.
   */
  private checkLine({ present, epoch }: RegistryState): void {
    if (present < this.memory.known) throw new Error('The registry clock went back.');
    if (epoch !== this.memory.epoch) throw new Error('A new epoch of the registry has begun.');
  }

  private report(error: unknown): void {
    if (!this.isStopping()) this.logger.warn(error);
  }
}
