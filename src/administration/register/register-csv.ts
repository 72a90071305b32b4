import { atLine, type Line, linesOf, notCsv } from './csv-lines.js';
import { UnreadRow } from './check-register.js';
import { MOST_ROWS } from './register.dto.js';

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

/**
 * Reads partners or connections as CSV with a header line, which tells which of the two they are.
 * @throws RegistryError `invalid-value` that names the line
 */
export async function readRegisterCsv(bytes: Buffer): Promise<CsvRegister> {
  const lines = linesOf(bytes);
  const { value: header } = await lines.next();
  if (!header) throw notCsv([atLine(1, 'must be the header')]);
  const list = listOf(header);
  return { list, ...(await rowsBelow(header, lines)) };
}

async function rowsBelow({ cells: columns }: Line, below: AsyncIterable<Line>) {
  const [rows, lines]: [object[], number[]] = [[], []];
  for await (const { line, cells } of below) {
    if (lines.length === MOST_ROWS)
      throw notCsv([atLine(line, `is one row too many: ${MOST_ROWS} are taken`)]);
    const isUneven = cells.length !== columns.length;
    rows.push(
      isUneven ? new UnreadRow(`has ${cells.length} columns, unlike the header`) : rowOf(columns, cells),
    );
    lines.push(line);
  }
  return { rows, lines };
}

function listOf({ line, cells }: Line): RegisterList {
  const isKind = (list: RegisterList) => COLUMNS[list].some((column) => cells.includes(column));
  const list = (['partners', 'roamingConnections'] as const).find(isKind);
  if (!list)
    throw notCsv([
      atLine(line, `must be ${COLUMNS.partners.join()} or ${COLUMNS.roamingConnections.join()}`),
    ]);
  const known: readonly string[] = COLUMNS[list];
  const faults = [
    ...cells
      .filter((name) => !known.includes(name))
      .map(() => atLine(line, `must name no other columns than ${known.join()}`)),
    ...cells
      .filter((name, index) => cells.indexOf(name) < index)
      .map((name) => atLine(line, `names ${name} twice`)),
    ...known
      .filter((name) => name !== 'status' && !cells.includes(name))
      .map((name) => atLine(line, `does not name ${name}`)),
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
