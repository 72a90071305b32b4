import { HttpError } from '../http/problem-details/index.js';
import type { MetricsReport } from '../metrics/index.js';
import { Questions } from './questions.js';
import type { WorkerMessage } from './worker-messages.js';

/** Longer than the primary waits for each worker. Milliseconds. */
const PATIENCE = 5_000;

/** The metrics of the whole service, as a worker gets them: the primary alone can ask all workers. */
export class PrimaryReport implements MetricsReport {
  private readonly questions = new Questions<string>(PATIENCE);

  constructor(private readonly say: (message: WorkerMessage) => void) {}

  /** @throws HttpError `unavailable` */
  async text(): Promise<string> {
    const report = await this.questions.ask((question) => this.say({ asksForReport: question }));
    if (report === undefined)
      throw new HttpError('unavailable', 'The metrics could not be gathered in time.');
    return report;
  }

  told({ report, answerTo }: { readonly report: string | undefined; readonly answerTo: number }): void {
    this.questions.answer(answerTo, report);
  }
}
