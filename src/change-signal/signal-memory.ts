import { Injectable } from '@nestjs/common';
import type { RegistryState, Revision } from '../database/index.js';
import type { PartnerId } from '../partners/index.js';
import type { Change, Changes, Subject } from './change-source.js';

/**
 * How long, in milliseconds, what the database said is believed, counted from when it was asked. It bounds how long
 * anything that another instance wrote can go unnoticed here, whatever becomes of the connection: past it, the database
 * is asked. Suspensions and revocations must hold everywhere within a second.
 */
const TRUST = 750;

const NOTHING = { present: 0 as Revision, horizon: 0 as Revision, epoch: '', epoch_began: 0 as Revision };

/**
 * What this instance knows without asking: whom something concerned since the `floor`, where its knowledge begins.
 * What is above the present it does not know yet, what is below the floor not any more.
 */
@Injectable()
export class SignalMemory {
  private readonly lastChanges = {
    sight: new Map<PartnerId, Revision>(),
    access: new Map<PartnerId, Revision>(),
  };
  private state: RegistryState = NOTHING;
  private floor = NOTHING.present;
  private trustedUntil = 0;
  private confirmed: number | undefined;
  private readonly begun = performance.now();
  private waiting: { readonly for: Revision; readonly settle: () => void }[] = [];

  get isTrusted(): boolean {
    return performance.now() < this.trustedUntil;
  }

  /** The last state that it knows of, trusted or not. */
  get known(): Revision {
    return this.state.present;
  }

  /** What that state says of how far back anything is told. */
  get horizon(): Revision {
    return this.state.horizon;
  }

  /** Whether it ever knew anything. */
  get hasBegun(): boolean {
    return this.confirmed !== undefined;
  }

  /** Milliseconds since the database was last asked for what it knows; since its own beginning if it never was. */
  get age(): number {
    return performance.now() - (this.confirmed ?? this.begun);
  }

  get epoch(): string {
    return this.state.epoch;
  }

  /** The last revision at which something concerned the partner, or may have; undefined while nothing is known. */
  lastChange(subject: Subject, partnerId: PartnerId): Revision | undefined {
    return this.isTrusted ? (this.lastChanges[subject].get(partnerId) ?? this.floor) : undefined;
  }

  /**
   * The state up to which nothing concerned the partner since `revision`; undefined where something did, or may have
   * for all that is known here.
   */
  quietSince(subject: Subject, partnerId: PartnerId, revision: Revision): RegistryState | undefined {
    const last = this.lastChanges[subject].get(partnerId) ?? this.floor;
    const isKnown = last <= revision && revision <= this.known;
    return isKnown && this.isTrusted ? this.state : undefined;
  }

  /** Settles when it knows of that revision, or else when nothing it was told before the call is believed any more. */
  async reached(revision: Revision): Promise<void> {
    if (this.known >= revision) return;
    await new Promise<void>((settle) => {
      const timer = setTimeout(settle, TRUST);
      const done = () => {
        clearTimeout(timer);
        settle();
      };
      this.waiting.push({ for: revision, settle: done });
    });
  }

  /** Knows nothing but where the registry stands: at the start, and after a time that nothing is known of. */
  begin(state: RegistryState, asked: number): void {
    this.lastChanges.sight.clear();
    this.lastChanges.access.clear();
    this.floor = state.present;
    this.confirm(state, asked);
  }

  /** Takes in all that happened since the state before. */
  learn({ state, changes }: Changes, asked: number): void {
    for (const change of changes) this.note(change);
    this.confirm(state, asked);
  }

  private note({ subject, partnerId, revision }: Change): void {
    const ofSubject = this.lastChanges[subject];
    ofSubject.set(partnerId, Math.max(revision, ofSubject.get(partnerId) ?? 0) as Revision);
  }

  /** @param asked when the database was asked for this state, as `performance.now()` tells */
  confirm(state: RegistryState, asked: number): void {
    this.state = state;
    this.trustedUntil = asked + TRUST;
    this.confirmed = asked;
    const reached = this.waiting.filter((one) => one.for <= state.present);
    if (reached.length === 0) return;
    this.waiting = this.waiting.filter((one) => one.for > state.present);
    for (const { settle } of reached) settle();
  }

  distrust(): void {
    this.trustedUntil = 0;
    for (const { settle } of this.waiting) settle();
    this.waiting = [];
  }
}
