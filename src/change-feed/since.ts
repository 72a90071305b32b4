import type { Duration } from '../configuration/index.js';
import { type RegistryState, type Revision, revisionAt } from '../database/index.js';
import { RegistryError } from '../registry-error/index.js';
import { type Moment, parseMoment } from './moment.js';

/**
 * The states, `[from, until]`, one of which the client's copy is in. An exact `since` (the `asOf` of an answer) names
 * one state. A coarser one comes from the client's own clock, and its copy may be of any moment of that second; since
 * clocks differ, and a client may read its clock before or after the call, the tolerance widens it to both sides: to
 * the past so that no update is missed, to the future so that no removal is. From such a range a client may get a
 * thing twice, and never misses one.
 *
 * Worked example, with a tolerance of 60 s: `2026-11-22T04:44:00Z` means "my copy is of some moment between 04:43:00
 * and 04:45:01"; `2026-11-22T04:44:00.123456Z` means that one state.
 */
export interface Since extends Moment {
  /** The name under which the client sent it. */
  readonly parameter: string;
  /** The beginning of what the client named. */
  readonly named: Revision;
  /** The epoch that the client's copy is of, where it says so. */
  readonly epoch: string | undefined;
}

/**
 * @param epoch what the client says of the epoch of its copy
 * @throws RegistryError `invalid-parameter` when the text is no time
 */
export function parseSince(text: string, tolerance: Duration, parameter = 'since', epoch?: string): Since {
  const moment = parseMoment(text, parameter);
  const widening = moment.isExact ? 0 : revisionAt(tolerance);
  const { text: said, isExact, from: named } = moment;
  const [from, until] = [named - widening, moment.until + widening] as [Revision, Revision];
  // Field by field: every poll passes here, and spreading one object into another is slow.
  return { text: said, isExact, parameter, named, from, until, epoch };
}

/** How late it is, and how far a client's clock may be from that, both in milliseconds. */
export interface ClockReading {
  readonly now: number;
  readonly tolerance: Duration;
}

/**
 * Whether the delta since then can be told.
 * @param horizon before this, what was closed may have been removed
 * @throws RegistryError `epoch-changed` when the client's copy may be of an earlier epoch; `since-in-future` when it lies
 *   ahead of the present by more than the tolerance; `before-retention` when what was closed since then may have been
 *   removed. A `since` of the present state is always fine, however old that is.
 */
export function checkSince(
  since: Since,
  { present, epoch, epoch_began: began }: RegistryState,
  horizon: Revision,
  { now, tolerance }: ClockReading,
): void {
  if (since.epoch !== undefined && since.epoch !== epoch) throw epochChanged('epoch');
  const latest = Math.max(present, revisionAt(now)) + revisionAt(tolerance);
  if (since.named > latest) throw inFuture(since.parameter, tolerance);
  if (since.from < horizon && since.from < present) throw beforeRetention(since.parameter);
  if (earliest(since, present, tolerance) < began) throw epochChanged(since.parameter);
}

/** An exact time that is no state yet comes from a client's clock: its copy may be of some time before. */
function earliest({ isExact, from }: Since, present: Revision, tolerance: Duration): number {
  return isExact && from > present ? from - revisionAt(tolerance) : from;
}

/**
 * The client's copy is, or may be, of states that never were in this line of the registry's history.
 * @param parameter what says so
 */
export function epochChanged(parameter: string): RegistryError {
  const message = 'The registry was restored, or moved to another database, since then. Take a new snapshot.';
  const fields = [{ path: [parameter], detail: 'is not of the present epoch of the registry' }];
  return new RegistryError('epoch-changed', message, fields);
}

function inFuture(parameter: string, tolerance: Duration): RegistryError {
  const detail = `must not lie ahead of the registry's clock by more than ${tolerance / 1_000} s`;
  return new RegistryError('since-in-future', `${parameter} lies in the future.`, [
    { path: [parameter], detail },
  ]);
}

/** What changed by then is no longer kept; a client that polls begins again with a snapshot. */
export function beforeRetention(parameter: string): RegistryError {
  const advice = parameter !== 'at' ? ' Take a new snapshot and poll from its asOf.' : '';
  const fields = [{ path: [parameter], detail: 'lies before the retention time' }];
  return new RegistryError('before-retention', `What was so long ago is no longer kept.${advice}`, fields);
}
