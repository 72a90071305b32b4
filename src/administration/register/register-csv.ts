import { CsvError, type InfoRecord, parse } from 'csv-parse/sync';
import { type FieldError, RegistryError } from '../../registry-error/index.js';
import { MOST_ROWS } from './register.dto.js';

/** In bytes; a row with as many IDs as there may be takes less than a tenth. */
const LONGEST_ROW = 64 * 1024;

/** The columns of the two kinds of documents. */
export const COLUMNS = {
  partners: ['partnerId', 'name', 'operatorIds', 'providerIds', 'status'],
  roamingConnections: ['operatorPartnerId', 'providerPartnerId'],
} as const;
export type RegisterList = keyof typeof COLUMNS;

/** The document as it would be in JSON, not checked yet, and the line of each row. */
export interface CsvRegister {
  readonly list: RegisterList;
  readonly rows: readonly object[];
  readonly lines: readonly number[];
}

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads partners or connections as CSV (RFC 4180) with a header line, which tells which of the two they are.
 * @throws RegistryError `invalid-value` that names the line
 */
export function readRegisterCsv(bytes: Uint8Array): CsvRegister {
  const [header, ...lines] = linesOf(bytes);
  if (!header) throw notCsv([{ path: [], line: 1, detail: 'must be the header' }]);
  const list = listOf(header);
  const uneven = lines.filter(({ cells }) => cells.length !== header.cells.length);
  if (uneven.length > 0)
    throw notCsv(
      uneven.map(({ line, cells }) => fault(line, `has ${cells.length} columns, unlike the header`)),
    );
  if (lines.length > MOST_ROWS)
    throw notCsv([fault(lines[MOST_ROWS]?.line ?? 1, `is one row too many: ${MOST_ROWS} are taken`)]);
  return {
    list,
    rows: lines.map(({ cells }) => rowOf(header.cells, cells)),
    lines: lines.map(({ line }) => line),
  };
}

function linesOf(bytes: Uint8Array): Line[] {
  const text = decode(bytes);
  try {
    const options = { info: true, relax_column_count: true, skip_empty_lines: true } as const;
    const limits = { max_record_size: LONGEST_ROW, to: MOST_ROWS + 2 };
    const records = parse(text, { ...options, ...limits }) as unknown as {
      info: InfoRecord;
      record: string[];
    }[];
    return records.map(({ info, record }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    if (error instanceof CsvError) throw notCsv([unreadable(error)]);
    throw error;
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new RegistryError('invalid-value', 'The body is not UTF-8.');
  }
}

/** What the parser says quotes the text. */
function unreadable({ code, lines }: CsvError & { lines?: unknown }): FieldError {
  const details: Partial<Record<string, string>> = {
    CSV_QUOTE_NOT_CLOSED: 'has a quoted text that does not end',
    CSV_MAX_RECORD_SIZE: `is longer than ${LONGEST_ROW} bytes`,
  };
  return fault(Number(lines ?? 1), details[code] ?? 'has a quotation mark in the wrong place');
}

function listOf({ line, cells }: Line): RegisterList {
  const isKind = (list: RegisterList) => COLUMNS[list].some((column) => cells.includes(column));
  const list = (['partners', 'roamingConnections'] as const).find(isKind);
  if (!list)
    throw notCsv([fault(line, `must be ${COLUMNS.partners.join()} or ${COLUMNS.roamingConnections.join()}`)]);
  const known: readonly string[] = COLUMNS[list];
  const faults = [
    ...cells
      .filter((name) => !known.includes(name))
      .map(() => fault(line, `must name no other columns than ${known.join()}`)),
    ...cells
      .filter((name, index) => cells.indexOf(name) < index)
      .map((name) => fault(line, `names ${name} twice`)),
    ...known
      .filter((name) => name !== 'status' && !cells.includes(name))
      .map((name) => fault(line, `does not name ${name}`)),
  ];
  if (faults.length > 0) throw notCsv(faults);
  return list;
}

function rowOf(columns: readonly string[], cells: readonly string[]): object {
  const fields = columns.map((column, index): readonly [string, unknown] => {
    const cell = cells[index] ?? '';
    if (column.endsWith('Ids')) return [column, cell.split(' ').filter((id) => id !== '')];
    return [column, column === 'status' && cell === '' ? undefined : cell];
  });
  return Object.fromEntries<unknown>(fields.filter(([, value]) => value !== undefined));
}

function fault(line: number, detail: string): FieldError {
  return { path: [], line, detail };
}

function notCsv(faults: FieldError[]): RegistryError {
  return new RegistryError('invalid-value', 'The body is not the CSV that is taken.', faults);
}
