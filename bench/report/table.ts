import { type Figure, isAsWanted, type Wanted } from '../measuring/figure.js';
import type { Spread } from '../measuring/statistics.js';
import type { Measured } from '../measure-rows.js';
import { columns } from './columns.js';

const HEADINGS = ['row', 'what', 'against', 'subject', 'floor', 'ratio', 'min–max', 'wanted', ''];

/** The figures for people: a row that falls short is as visible as one that does not. */
export function table({ machine, settings, figures, missing }: Measured): string {
  const { cores, model, node, postgresql, system, pinning, loadBefore } = machine;
  const lines = (texts: readonly string[]) => texts.map((text) => `${text}\n`).join('');
  const { rounds, duration, logLevel } = settings;
  return [
    columns([HEADINGS, ...figures.map(cellsOf)]),
    lines(missing.map(({ row, reason }) => `${row}: not measured. ${reason}`)),
    lines(figures.flatMap(({ row, notes = [] }) => notes.map((note) => `${row}: ${note}.`))),
    lines([
      `${cores} cores (${model}), ${system}, Node ${node}, PostgreSQL ${postgresql}; ${pinning}; load before the start ${loadBefore}.`,
      `Medians of ${rounds} rounds of ${duration / 1_000} s, subject and floor in turn; log level ${logLevel}.`,
    ]),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function cellsOf(figure: Figure): string[] {
  const { row, what, against, unit, subject, floor, ratio, wanted } = figure;
  const measured = [subject, floor].map((spread) => (spread ? `${number(spread.median)} ${unit}` : '–'));
  const compared = [ratio ? number(ratio.median) : '–', rangeOf(ratio ?? subject)];
  const asked = wanted ? wantedText(wanted, ratio ? '' : unit) : '–';
  return [row, what, against, ...measured, ...compared, asked, verdict(isAsWanted(figure))];
}

function verdict(isOk: boolean | undefined): string {
  if (isOk === undefined) return '';
  return isOk ? 'ok' : 'short';
}

function wantedText(wanted: Wanted, unit: string): string {
  const [[kind, value]] = Object.entries(wanted) as [[string, number]];
  const sign = { atLeast: '≥', atMost: '≤', below: '<' }[kind] ?? '';
  return `${sign} ${value} ${unit}`.trim();
}

function rangeOf({ min, max }: Spread): string {
  return `${number(min)}–${number(max)}`;
}

/** Three digits that count. */
function number(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
