/** The metrics of the whole service, however many processes it is. */
export abstract class MetricsReport {
  /** In the text format of Prometheus, version 0.0.4. */
  abstract text(): Promise<string>;
}

/** The media type of a report. */
export const REPORT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';
