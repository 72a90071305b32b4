import { type PartnerId, type StatedPartner, toPartyId } from '../../partners/index.js';
import type { StatedRegister } from '../../register/index.js';
import { type FieldError, RegistryError } from '../../registry-error/index.js';
import { checkRegister } from './check-register.js';
import { withPauses } from './with-pauses.js';
import { readRegisterCsv } from './register-csv.js';
import type { RegisterDocument, RegisterPartner } from './register.dto.js';

/**
 * Reads what was sent, JSON or the bytes of CSV, and puts it into effect by `work`. What is wrong with it, whoever finds
 * out, is told in terms of what was sent: where that is CSV, by line and column.
 */
export async function withRegister<T>(
  body: unknown,
  work: (stated: StatedRegister) => Promise<T>,
): Promise<T> {
  if (!Buffer.isBuffer(body)) return work(await toStated(await checkRegister(body)));
  const { list, rows, lines } = await readRegisterCsv(body);
  try {
    return await work(await toStated(await checkRegister({ [list]: rows })));
  } catch (error) {
    throw error instanceof RegistryError ? byLine(error, lines) : error;
  }
}

async function toStated({
  partners = [],
  roamingConnections = [],
}: RegisterDocument): Promise<StatedRegister> {
  const stated: StatedPartner[] = [];
  for await (const partner of withPauses(partners)) stated.push(toStatedPartner(partner));
  return {
    partners: stated,
    connections: roamingConnections.map(({ operatorPartnerId, providerPartnerId }) => ({
      operatorPartnerId: operatorPartnerId as PartnerId,
      providerPartnerId: providerPartnerId as PartnerId,
    })),
  };
}

function toStatedPartner({
  partnerId,
  name,
  operatorIds,
  providerIds,
  status,
}: RegisterPartner): StatedPartner {
  return {
    partnerId: partnerId as PartnerId,
    name,
    ids: { operator: operatorIds.map(toPartyId), provider: providerIds.map(toPartyId) },
    admitted: status && status === 'admitted',
  };
}

/** Paths are those of the document in JSON: a list, a position, and a field. */
function byLine(error: RegistryError, lines: readonly number[]): RegistryError {
  const fields = error.fields.map(({ path: [, position, ...path], detail }): FieldError => {
    const line = lines[Number(position)];
    return line === undefined ? { path, detail } : { path, detail, line };
  });
  return new RegistryError(error.code, error.message, fields, error.total);
}
