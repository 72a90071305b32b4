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
}

/** @throws RegistryError `invalid-parameter` when the text is no time */
export function parseSince(text: string, tolerance: Duration, parameter = 'since'): Since {
  const moment = parseMoment(text, parameter);
  const widening = moment.isExact ? 0 : revisionAt(tolerance);
  const { text: said, isExact, from: named } = moment;
  const [from, until] = [named - widening, moment.until + widening] as [Revision, Revision];
  // Field by field: every poll passes here, and spreading one object into another is slow.
  return { text: said, isExact, parameter, named, from, until };
}

/**
 * Whether the delta since then can be told.
 * @param now milliseconds since the epoch
 * @throws RegistryError `since-in-future` when it lies ahead of the present by more than the tolerance; `before-retention`
 *   when what was closed since then may have been removed. A `since` of the present state is always fine, however old that is.
 */
export function checkSince(since: Since, state: RegistryState, now: number, tolerance: Duration): void {
  const present = Math.max(state.present, revisionAt(now));
  if (since.named > present + revisionAt(tolerance)) throw inFuture(since.parameter, tolerance);
  if (since.from < state.horizon && since.from < state.present) throw beforeRetention(since.parameter);
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
