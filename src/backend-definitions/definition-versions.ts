import type { EntityManager } from 'typeorm';
import { OPEN, type Revision, type Write } from '../database/index.js';
import type { PartnerId, Role } from '../partners/index.js';
import { BackendDefinitionRow } from './backend-definition.entity.js';
import type { BackendDefinition, Identity, Publication } from './backend-definition.js';
import { backendIdAt } from './backend-id.js';
import type { Statement } from './statement.js';
import { fromRecord, VERSION_CONTENT, type VersionRecord } from './version-record.js';

/** A definition and the role it was published in. */
export type PresentDefinition = BackendDefinition & { readonly role: Role };

/** The version of a definition that is valid now. */
export async function presentVersion(
  manager: EntityManager,
  { partnerId, role, backendId }: Identity,
): Promise<BackendDefinition | undefined> {
  const [definition] = await present(manager, partnerId, 'backend_id', [{ role, name: backendId }]);
  return definition;
}

/** The versions, valid now, of all that the statements may be about. */
export async function presentVersions(
  manager: EntityManager,
  partnerId: PartnerId,
  statements: readonly Statement[],
): Promise<PresentDefinition[]> {
  const named = statements.map(({ role, target }) => ({
    role,
    name: 'backendId' in target ? target.backendId : backendIdAt(target.endpoint),
  }));
  const placed = statements.flatMap(({ role, target }) =>
    'endpoint' in target ? [{ role, name: target.endpoint.url }] : [],
  );
  return [
    ...(await present(manager, partnerId, 'backend_id', named)),
    ...(await present(manager, partnerId, 'url', placed)),
  ];
}

async function present(
  manager: EntityManager,
  partnerId: PartnerId,
  column: 'backend_id' | 'url',
  wanted: readonly { role: Role; name: string }[],
): Promise<PresentDefinition[]> {
  if (wanted.length === 0) return [];
  const names = [wanted.map(({ role }) => role), wanted.map(({ name }) => name)];
  const records: (VersionRecord & { role: Role })[] = await manager.query(
    `SELECT version.role, version.partner_id, version.backend_id, version.revision_from, ${VERSION_CONTENT}
     FROM backend_definition version
     WHERE partner_id = $1 AND revision_to = ${OPEN}
       AND (role, ${column}) IN (SELECT * FROM unnest($2::text[], $3::text[]))`,
    [partnerId, ...names],
  );
  return records.map((record) => ({ ...fromRecord(record), role: record.role }));
}

/** Ends the current versions at the write's revision. */
export async function closeVersions(
  { manager, revision }: Write,
  partnerId: PartnerId,
  identities: readonly Identity[],
): Promise<void> {
  await manager.query(
    `UPDATE backend_definition SET revision_to = $1
     WHERE partner_id = $2 AND revision_to = ${OPEN}
       AND (role, backend_id) IN (SELECT * FROM unnest($3::text[], $4::text[]))`,
    [revision, partnerId, ...columnsOf(identities)],
  );
}

/** Begins versions at the write's revision; those before must be closed. */
export async function openVersions(
  { manager, revision }: Write,
  stated: readonly (Identity & { readonly publication: Publication })[],
): Promise<void> {
  await manager.insert(
    BackendDefinitionRow,
    stated.map((one) => rowOf(one, revision)),
  );
}

function rowOf(
  { partnerId, role, backendId, publication }: Identity & { publication: Publication },
  revision: Revision,
) {
  const { url, namespaceUrl, binding, whitelist, blacklist, tokens } = publication;
  const content = {
    ...{ url, namespaceUrl, binding },
    whitelist: [...whitelist],
    blacklist: [...blacklist],
    tokens: [...tokens],
  };
  const size = Buffer.byteLength(JSON.stringify(content));
  return { partnerId, role, backendId, revisionFrom: revision, revisionTo: OPEN, ...content, size };
}

/** The roles and the backend IDs, as the two lists that a query takes. */
export function columnsOf(identities: readonly Pick<Identity, 'role' | 'backendId'>[]): [Role[], string[]] {
  return [identities.map(({ role }) => role), identities.map(({ backendId }) => backendId)];
}
