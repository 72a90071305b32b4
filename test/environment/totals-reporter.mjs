import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Leaves the totals of a run where scripts find them: how many tests passed and failed; a suite that cannot run fails. */
export default class TotalsReporter {
  constructor({ rootDir }) {
    this.directory = join(rootDir, 'dist');
  }

  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
    const totals = { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
    mkdirSync(this.directory, { recursive: true });
    writeFileSync(join(this.directory, 'test-totals.json'), JSON.stringify(totals));
  }
}
