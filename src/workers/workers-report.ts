import { countsOf, type Metrics, type MetricsReport, type Sample, textOf } from '../metrics/index.js';
import type { WorkerProcess } from './worker-process.js';

/**
 * The metrics of all processes of the service, added up. A worker that does not answer in time stands there with what
 * it said last; what one has counted that is gone stays in the sum.
 */
export class WorkersReport implements MetricsReport {
  private readonly running = new Map<WorkerProcess, Sample>();
  private departed: Sample[] = [];
  private underWay: Promise<string> | undefined;

  /** @param own those of the primary */
  constructor(private readonly own: Metrics) {}

  add(worker: WorkerProcess): void {
    this.running.set(worker, []);
    void worker.ended.then(() => {
      this.departed.push(this.running.get(worker) ?? []);
      this.running.delete(worker);
    });
  }

  /** One at a time: who asks meanwhile gets the same. */
  text(): Promise<string> {
    this.underWay ??= this.gather().finally(() => (this.underWay = undefined));
    return this.underWay;
  }

  /** Whatever takes time comes before the sum, so that a worker that ends meanwhile is in it once. */
  private async gather(): Promise<string> {
    await Promise.all([...this.running.keys()].map((worker) => this.refresh(worker)));
    const departed = await countsOf(this.departed.splice(0));
    this.departed.unshift(departed);
    const own = await this.own.sample();
    return textOf([own, ...this.running.values(), ...this.departed]);
  }

  private async refresh(worker: WorkerProcess): Promise<void> {
    const sample = await worker.sample();
    if (sample && this.running.has(worker)) this.running.set(worker, sample);
  }
}
