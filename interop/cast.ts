import { Caller, type Line } from '../demo/caller.js';

/** A partner that the clearing house has let in. */
export interface Admitted {
  readonly partnerId: string;
  readonly secret: string;
  /** Speaks JSON in its name: what the client did by SOAP must be seen there, too. */
  readonly overJson: Caller;
}

/** An operator, and a provider that it lets use its charge points: a pair for each client, so that none meets another's doings. */
export interface Cast {
  readonly operator: Admitted;
  readonly provider: Admitted;
  readonly operatorId: string;
}

export async function admitCast(name: string, index: number, adminSecret: string, line: Line): Promise<Cast> {
  const clearingHouse = new Caller('clearing house', adminSecret, line);
  const letter = 'ABCDEFGH'.charAt(index);
  const operatorId = `DE8A${letter}`;
  const admit = async (partnerId: string, operatorIds: string[], providerIds: string[]) => {
    await clearingHouse.post(
      '/v1/admin/partners',
      { partnerId, name: partnerId, operatorIds, providerIds },
      201,
    );
    return issueCredential(clearingHouse, partnerId, line);
  };
  const operator = await admit(`${name}-operator`, [operatorId], []);
  const provider = await admit(`${name}-provider`, [], [`DE9B${letter}`]);
  await operator.overJson.put(`/v1/self/roaming-connections/${provider.partnerId}`, undefined, 201);
  return { operator, provider, operatorId };
}

async function issueCredential(clearingHouse: Caller, partnerId: string, line: Line): Promise<Admitted> {
  const path = `/v1/admin/partners/${partnerId}/credentials`;
  const { body } = await clearingHouse.post<{ secret: string }>(path, { label: 'interop' }, 201);
  return { partnerId, secret: body.secret, overJson: new Caller(partnerId, body.secret, line) };
}
