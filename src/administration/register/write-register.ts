import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import type { Partner } from '../../partners/index.js';
import type { ReadRegister, RegisterPage } from '../../register/index.js';
import type { Pair } from '../../roaming-connections/index.js';
import { COLUMNS, type RegisterList } from './register-csv.js';
import type { RegisterConnection, RegisterPartner } from './register.dto.js';

/** The whole register as JSON, one row a line, in pieces as it is read. */
export function registerAsJson(register: ReadRegister): Readable {
  return streamOf(register, jsonOf(register.pages));
}

/** One of its lists as CSV. */
export function registerAsCsv(register: ReadRegister, list: RegisterList): Readable {
  return streamOf(register, csvOf(register.pages, list));
}

/** However it ends, also when the client goes away, the register is closed. */
function streamOf(register: ReadRegister, pieces: AsyncIterable<string>): Readable {
  return Readable.from(pieces, { objectMode: false }).once('close', () => void register.close());
}

async function* jsonOf(pages: AsyncIterable<RegisterPage>): AsyncGenerator<string> {
  let list: RegisterList = 'partners';
  let isFirst = true;
  yield '{"partners":[';
  for await (const page of pages) {
    if (list === 'partners' && 'connections' in page) {
      yield '\n],"roamingConnections":[';
      [list, isFirst] = ['roamingConnections', true];
    }
    const rows = rowsOf(page).map((row) => JSON.stringify(row));
    if (rows.length > 0) yield `${isFirst ? '\n' : ',\n'}${rows.join(',\n')}`;
    isFirst &&= rows.length === 0;
  }
  yield '\n]}\n';
}

async function* csvOf(pages: AsyncIterable<RegisterPage>, list: RegisterList): AsyncGenerator<string> {
  yield `${COLUMNS[list].join()}\n`;
  for await (const page of pages)
    if ('connections' in page === (list === 'roamingConnections')) yield stringify(rowsOf(page).map(cellsOf));
}

function rowsOf(page: RegisterPage): (RegisterPartner | RegisterConnection)[] {
  return 'partners' in page ? page.partners.map(toRow) : page.connections.map(toPair);
}

function toRow({ partnerId, name, ids, admitted }: Partner): RegisterPartner {
  const status = admitted ? 'admitted' : 'suspended';
  return { partnerId, name, operatorIds: [...ids.operator], providerIds: [...ids.provider], status };
}

function toPair({ operatorPartnerId, providerPartnerId }: Pair): RegisterConnection {
  return { operatorPartnerId, providerPartnerId };
}

/** In the order of the columns; the IDs of a list are separated by spaces. */
function cellsOf(row: RegisterPartner | RegisterConnection): string[] {
  if ('operatorPartnerId' in row) return [row.operatorPartnerId, row.providerPartnerId];
  const { partnerId, name, operatorIds, providerIds, status = '' } = row;
  return [partnerId, name, operatorIds.join(' '), providerIds.join(' '), status];
}
