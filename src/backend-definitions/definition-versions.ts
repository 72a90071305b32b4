import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { OPEN, type Revision, type Write } from '../database/index.js';
import type { PartnerId, Role } from '../partners/index.js';
import { TokenCipher } from '../token-encryption/index.js';
import { BackendDefinitionRow } from './backend-definition.entity.js';
import type { BackendDefinition, Identity, Publication } from './backend-definition.js';
import { backendIdAt } from './backend-id.js';
import type { Statement } from './statement.js';
import { sealToken } from './stored-token.js';
import { VERSION_CONTENT, type VersionRecord } from './version-record.js';
import { VersionReader } from './version-reader.js';

/** A definition and the role it was published in. */
export type PresentDefinition = BackendDefinition & { readonly role: Role };

/** The versions of definitions: reads those of the present, and writes new ones. */
@Injectable()
export class DefinitionVersions {
  constructor(
    private readonly reader: VersionReader,
    private readonly cipher: TokenCipher,
  ) {}

  /** The version of a definition that is valid now. */
  async present(
    manager: EntityManager,
    { partnerId, role, backendId }: Identity,
  ): Promise<BackendDefinition | undefined> {
    const [definition] = await this.find(manager, partnerId, 'backend_id', [{ role, name: backendId }]);
    return definition;
  }

  /** The versions, valid now, of all that the statements may be about. */
  async presentOf(
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
      ...(await this.find(manager, partnerId, 'backend_id', named)),
      ...(await this.find(manager, partnerId, 'url', placed)),
    ];
  }

  /** Ends the current versions at the write's revision. */
  async close(
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
  async open(
    { manager, revision }: Write,
    stated: readonly (Identity & { readonly publication: Publication })[],
  ): Promise<void> {
    await manager.insert(
      BackendDefinitionRow,
      stated.map((one) => this.rowOf(one, revision)),
    );
  }

  private async find(
    manager: EntityManager,
    partnerId: PartnerId,
    column: 'backend_id' | 'url',
    wanted: readonly { role: Role; name: string }[],
  ): Promise<PresentDefinition[]> {
    if (wanted.length === 0) return [];
    const names = [wanted.map(({ role }) => role), wanted.map(({ name }) => name)];
    const records: VersionRecord[] = await manager.query(
      `SELECT version.partner_id, version.backend_id, version.revision_from, ${VERSION_CONTENT}
       FROM backend_definition version
       WHERE partner_id = $1 AND revision_to = ${OPEN}
         AND (role, ${column}) IN (SELECT * FROM unnest($2::text[], $3::text[]))`,
      [partnerId, ...names],
    );
    return records.map((record) => ({ ...this.reader.read(record), role: record.role }));
  }

  private rowOf(
    { partnerId, role, backendId, publication }: Identity & { publication: Publication },
    revision: Revision,
  ) {
    const { url, namespaceUrl, binding, whitelist, blacklist, tokens } = publication;
    const identity = { partnerId, role, backendId };
    const content = {
      ...{ url, namespaceUrl, binding },
      whitelist: [...whitelist],
      blacklist: [...blacklist],
    };
    return {
      ...identity,
      ...{ revisionFrom: revision, revisionTo: OPEN },
      ...content,
      tokens: tokens.map((token) => sealToken(this.cipher, identity, token)),
      tokenKeyId: this.cipher.keyId,
      size: Buffer.byteLength(JSON.stringify({ ...content, tokens })),
    };
  }
}

/** The roles and the backend IDs, as the two lists that a query takes. */
export function columnsOf(identities: readonly Pick<Identity, 'role' | 'backendId'>[]): [Role[], string[]] {
  return [identities.map(({ role }) => role), identities.map(({ backendId }) => backendId)];
}
