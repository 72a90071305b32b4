import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Bounded, boundedPage, cutPage, OPEN } from '../database/index.js';
import type { PartnerId, Role } from '../partners/index.js';
import { type BackendDefinition, type Identity, noSuchBackend } from './backend-definition.js';
import { DefinitionVersions } from './definition-versions.js';
import { VERSION_CONTENT, type VersionRecord } from './version-record.js';
import { VersionReader } from './version-reader.js';

/** Reads a partner's own definitions. What it sees of others is in the change feed, and nowhere else. */
@Injectable()
export class BackendDefinitionReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly versions: DefinitionVersions,
    private readonly versionReader: VersionReader,
  ) {}

  /** Fails with `not-found`. */
  async get(identity: Identity): Promise<BackendDefinition> {
    const definition = await this.versions.present(this.dataSource.manager, identity);
    if (!definition) throw noSuchBackend();
    return definition;
  }

  /** A page of definitions behind `after`, in the order of their IDs. */
  async list(partnerId: PartnerId, role: Role, limit: number, after = ''): Promise<OwnPage> {
    const parameters = [partnerId, role, after, limit + 1];
    const records: (Bounded & VersionRecord)[] = await this.dataSource.query(OWN, parameters);
    const { rows, hasMore } = cutPage(records, limit);
    return { definitions: rows.map(this.versionReader.read), hasMore };
  }
}

export interface OwnPage {
  readonly definitions: readonly BackendDefinition[];
  readonly hasMore: boolean;
}

const OWN = boundedPage(
  `SELECT version.partner_id, version.backend_id, version.revision_from, ${VERSION_CONTENT}
   FROM backend_definition version
   WHERE partner_id = $1 AND role = $2 AND revision_to = ${OPEN} AND backend_id > $3
   ORDER BY backend_id LIMIT $4`,
  'backend_id',
);
