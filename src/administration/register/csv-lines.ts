import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { CsvError, type InfoField, type InfoRecord, parse } from 'csv-parse';
import { type FieldError, RegistryError } from '../../registry-error/index.js';
import { withPauses } from './with-pauses.js';

/** In bytes, without commas and quotation marks; a row with as many IDs as there may be takes less than a tenth. */
const LONGEST_ROW = 64 * 1024;

/** Far more than there are columns: a text with commas that is not quoted makes some more of them, and is one bad row. */
const MOST_CELLS = 50;

/** In bytes: what is parsed in one go. */
const PIECE = 16 * 1024;

export interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads CSV (RFC 4180), row by row as somebody asks for them; empty lines are none. Nothing is read behind a row that is
 * far too long.
 * @throws RegistryError `invalid-value` that names the line
 */
export async function* linesOf(bytes: Buffer): AsyncGenerator<Line, void> {
  if (!isUtf8(bytes)) throw new RegistryError('invalid-value', 'The body is not UTF-8.');
  // The parser bounds the bytes of a row, among which commas do not count; its `cast` is what sees each cell at once.
  const cast = (cell: string, { index, lines }: InfoField) => {
    if (index >= MOST_CELLS) throw notCsv([atLine(lines, `has more than ${MOST_CELLS} columns`)]);
    return cell;
  };
  const options = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true } as const;
  const parser = parse({ ...options, max_record_size: LONGEST_ROW, cast });
  const records: AsyncIterable<CsvRecord> = Readable.from(withPauses(piecesOf(bytes))).pipe(parser);
  try {
    for await (const { info, record } of records) yield { line: info.lines, cells: record };
  } catch (error) {
    throw error instanceof CsvError ? notCsv([unreadable(error)]) : error;
  }
}

interface CsvRecord {
  readonly info: InfoRecord;
  readonly record: string[];
}

function* piecesOf(bytes: Buffer): Generator<Buffer, void> {
  for (let start = 0; start < bytes.length; start += PIECE) yield bytes.subarray(start, start + PIECE);
}

/** What the parser says quotes the text. */
function unreadable({ code, lines }: CsvError & { lines?: unknown }): FieldError {
  const details: Partial<Record<string, string>> = {
    CSV_QUOTE_NOT_CLOSED: 'has a quoted text that does not end',
    CSV_MAX_RECORD_SIZE: `is longer than ${LONGEST_ROW} bytes`,
  };
  return atLine(Number(lines ?? 1), details[code] ?? 'has a quotation mark in the wrong place');
}

export function atLine(line: number, detail: string): FieldError {
  return { path: [], line, detail };
}

export function notCsv(faults: readonly FieldError[]): RegistryError {
  return new RegistryError('invalid-value', 'The body is not the CSV that is taken.', faults);
}
