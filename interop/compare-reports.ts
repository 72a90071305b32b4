import type { Assignment } from './assignment.js';
import type { Client } from './clients.js';
import type { Narration } from './narration.js';
import type { Report } from './reports.js';
import { STEPS } from './steps.js';

/**
 * Holds what a program said against what it must say, up to the first step that it did not come to.
 * @param mishap why the program did not end well
 */
export function compareReports(
  client: Client,
  reports: ReadonlyMap<string, Report>,
  assignment: Assignment,
  mishap: string | undefined,
  narration: Narration,
): void {
  for (const { name, title, expected } of STEPS) {
    const report = reports.get(name);
    if (!report) return narration.bad(client, title, mishap ?? 'It said nothing of this.');
    narration.compare(client, title, report.said, expected(assignment));
  }
  const known = new Set(STEPS.map(({ name }) => name));
  const unknown = [...reports.keys()].filter((name) => !known.has(name));
  narration.compare(client, 'says nothing else, and ends well', { unknown, mishap }, WELL);
}

const WELL = { unknown: [], mishap: undefined };
