/** One value of a metric, as Prometheus reads it. */
export interface Value {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Metrics in Prometheus' text format. Fails where a line is not of that form. */
export class Exposition {
  readonly values: readonly Value[];

  constructor(readonly text: string) {
    const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    this.values = lines.map(parseLine);
  }

  /** The sum of all values of that name with these labels; undefined where there is none. */
  sum(name: string, labels: Readonly<Record<string, string>> = {}): number | undefined {
    const fitting = this.values.filter(
      (one) =>
        one.name === `ochp_direct_registry_${name}` &&
        Object.entries(labels).every(([label, value]) => one.labels[label] === value),
    );
    return fitting.length === 0 ? undefined : fitting.reduce((sum, { value }) => sum + value, 0);
  }

  /** All values of a label, wherever it stands. */
  valuesOf(label: string): Set<string> {
    return new Set(this.values.flatMap(({ labels }) => labels[label] ?? []));
  }
}

function parseLine(line: string): Value {
  const [, name, , inBraces = '', number] =
    /^([a-z_][\w:]*)(\{((?:[a-z_]\w*="(?:[^"\\]|\\.)*",?)*)\})? (\S+)$/i.exec(line) ?? [];
  const value = number === '+Inf' ? Infinity : number === 'Nan' ? NaN : Number(number);
  if (name === undefined || (Number.isNaN(value) && number !== 'Nan' && number !== 'NaN'))
    throw new Error(`No line of Prometheus' format: ${line}`);
  const labels = [...inBraces.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label, text]) => [label, text]);
  return { name, labels: Object.fromEntries(labels) as Record<string, string>, value };
}
