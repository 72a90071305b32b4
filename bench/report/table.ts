import { type Figure, isAsWanted, type Wanted } from '../measuring/figure.js';
import type { Spread } from '../measuring/statistics.js';
import type { Measured } from '../measure-rows.js';
import { columns } from './columns.js';

const HEADINGS = ['row', 'what', 'against', 'subject', 'floor', 'ratio', 'min–max', 'wanted', ''];

/** The figures for people: a row that falls short is as visible as one that does not. */
export function table({ machine, settings, figures, skipped }: Measured): string {
  const { cores, model, node, postgresql, system, pinning, loadBefore } = machine;
  return [
    columns([HEADINGS, ...figures.map(cellsOf)]),
    ...(skipped.length > 0
      ? [skipped.map(({ row, reason }) => `${row}: not measured. ${reason}\n`).join('')]
      : []),
    figures.flatMap(({ row, notes = [] }) => notes.map((note) => `${row}: ${note}.\n`)).join(''),
    `${cores} cores (${model}), ${system}, Node ${node}, PostgreSQL ${postgresql}; ${pinning}; load before the start ${loadBefore}.\n` +
      `Medians of ${settings.rounds} rounds of ${settings.duration / 1_000} s, subject and floor in turn; log level ${settings.logLevel}.\n`,
  ].join('\n');
}

function cellsOf(figure: Figure): string[] {
  const { row, what, against, unit, subject, floor, ratio, wanted } = figure;
  const spread = ratio ?? subject;
  return [
    ...[
      row,
      what,
      against,
      `${number(subject.median)} ${unit}`,
      floor ? `${number(floor.median)} ${unit}` : '–',
    ],
    ...[
      ratio ? number(ratio.median) : '–',
      rangeOf(spread),
      wanted ? wantedText(wanted, ratio ? '' : unit) : '–',
    ],
    verdict(isAsWanted(figure)),
  ];
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
