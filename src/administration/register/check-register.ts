import { ArrayMaxSize, IsArray, IsOptional } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { type DtoClass, MOST_FAULTS, schemaCatalogue } from '../../http/json-schema/index.js';
import { type FieldError, RegistryError } from '../../registry-error/index.js';
import { withPauses } from './with-pauses.js';
import { MOST_ROWS, RegisterConnection, type RegisterDocument, RegisterPartner } from './register.dto.js';

const NOT_FITTING = 'The body does not fit the schema register.';
const NO_BODY = [{ path: [], detail: 'must be an object, but the request has no body' }];

/** More fields and entries of lists than any row has that is right: two lists of 500 IDs, and some. */
const MOST_PARTS = 1_100;

/** Stands where a row should be that could not be read. */
export class UnreadRow {
  constructor(readonly detail: string) {}
}

/** The document but for what its rows are. */
@JSONSchema({ minProperties: 1 })
class Frame {
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_ROWS)
  partners?: unknown[];

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_ROWS)
  roamingConnections?: unknown[];
}

/**
 * Holds a document against the served schema, row by row: all at once, the validator would keep millions of faults of a
 * body of the greatest length before it told the first. Once there are enough, it looks no further.
 * @throws RegistryError `invalid-value` with the first faults
 */
export async function checkRegister(body: unknown): Promise<RegisterDocument> {
  const frame = body === undefined ? NO_BODY : schemaCatalogue.validator(Frame)(body);
  if (frame.length > 0) throw new RegistryError('invalid-value', NOT_FITTING, frame);
  const faults: FieldError[] = [];
  for await (const fault of faultsOf(body as Frame)) if (faults.push(fault) === MOST_FAULTS) break;
  if (faults.length > 0) throw new RegistryError('invalid-value', NOT_FITTING, faults);
  return body as RegisterDocument;
}

async function* faultsOf({
  partners = [],
  roamingConnections = [],
}: Frame): AsyncGenerator<FieldError, void> {
  yield* faultsOfRows('partners', partners, RegisterPartner);
  yield* faultsOfRows('roamingConnections', roamingConnections, RegisterConnection);
}

async function* faultsOfRows(
  list: string,
  rows: readonly unknown[],
  dto: DtoClass,
): AsyncGenerator<FieldError, void> {
  const validate = schemaCatalogue.validator(dto);
  for await (const [index, row] of withPauses(rows.entries()))
    for (const { path, detail } of faultsBefore(row) ?? validate(row))
      yield { path: [list, index, ...path], detail };
}

/** What is wrong with a row that is not worth to be held against the schema. */
function faultsBefore(row: unknown): readonly FieldError[] | undefined {
  if (row instanceof UnreadRow) return [{ path: [], detail: row.detail }];
  return isOversized(row) ? OVERSIZED : undefined;
}

const OVERSIZED: readonly FieldError[] = [
  { path: [], detail: 'has more fields, or longer lists, than any row may have' },
];

function isOversized(row: unknown): boolean {
  if (typeof row !== 'object' || row === null) return false;
  const values: unknown[] = Object.values(row);
  const entries = values.map((value) => (Array.isArray(value) ? value.length : 0));
  return values.length + entries.reduce((sum, count) => sum + count, 0) > MOST_PARTS;
}
