/** What a program said of one step. */
export interface Report {
  readonly step: string;
  readonly said: unknown;
  /** The state that it was told of, where it goes on from there. */
  readonly asOf?: string;
}

/** Programs print one JSON object a line for each step. */
export function readReports(output: string): Map<string, Report> {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return new Map(lines.map(readReport).map((report) => [report.step, report]));
}

function readReport(line: string): Report {
  try {
    return JSON.parse(line) as Report;
  } catch {
    return { step: `no JSON: ${line.slice(0, 100)}`, said: undefined };
  }
}
