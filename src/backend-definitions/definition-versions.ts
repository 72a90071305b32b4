import type { EntityManager } from 'typeorm';
import { OPEN, type Write } from '../database/index.js';
import { BackendDefinitionRow } from './backend-definition.entity.js';
import type { BackendDefinition, Identity, Publication } from './backend-definition.js';

/** The version of a definition that is valid now. */
export async function currentVersion(
  manager: EntityManager,
  { partnerId, role, backendId }: Identity,
): Promise<BackendDefinition | undefined> {
  const row = await manager.findOneBy(BackendDefinitionRow, { partnerId, role, backendId, revisionTo: OPEN });
  return row ? toDefinition(row) : undefined;
}

/** Ends the current version at the write's revision. */
export async function closeVersion({ manager, revision }: Write, identity: Identity): Promise<boolean> {
  const { partnerId, role, backendId } = identity;
  const current = { partnerId, role, backendId, revisionTo: OPEN };
  const { affected } = await manager.update(BackendDefinitionRow, current, { revisionTo: revision });
  return affected === 1;
}

/** Begins a version at the write's revision; the one before must be closed. */
export async function openVersion(
  { manager, revision }: Write,
  { partnerId, role, backendId }: Identity,
  publication: Publication,
): Promise<BackendDefinition> {
  const { url, namespaceUrl, binding, whitelist, blacklist, tokens } = publication;
  const content = {
    url,
    namespaceUrl,
    binding,
    whitelist: [...whitelist],
    blacklist: [...blacklist],
    tokens: [...tokens],
  };
  const size = Buffer.byteLength(JSON.stringify(content));
  const key = { partnerId, role, backendId, revisionFrom: revision, revisionTo: OPEN };
  await manager.insert(BackendDefinitionRow, { ...key, ...content, size });
  return { ...publication, partnerId, backendId, changedAt: revision };
}

function toDefinition(row: BackendDefinitionRow): BackendDefinition {
  const { partnerId, backendId, revisionFrom, url, namespaceUrl, binding, whitelist, blacklist, tokens } =
    row;
  return {
    partnerId,
    backendId,
    url,
    namespaceUrl,
    binding,
    whitelist,
    blacklist,
    tokens,
    changedAt: revisionFrom,
  };
}
