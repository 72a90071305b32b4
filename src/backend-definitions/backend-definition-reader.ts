import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OPEN } from '../database/index.js';
import type { PartnerId, Role } from '../partners/index.js';
import { BackendDefinitionRow } from './backend-definition.entity.js';
import { type BackendDefinition, type Identity, noSuchBackend } from './backend-definition.js';
import { currentVersion, toDefinition } from './definition-versions.js';

/** Reads a partner's own definitions. What it sees of others is in the change feed, and nowhere else. */
@Injectable()
export class BackendDefinitionReader {
  constructor(private readonly dataSource: DataSource) {}

  /** Fails with `not-found`. */
  async get(identity: Identity): Promise<BackendDefinition> {
    const definition = await currentVersion(this.dataSource.manager, identity);
    if (!definition) throw noSuchBackend();
    return definition;
  }

  /** Up to `limit` definitions behind `after`, in the order of their IDs. */
  async list(partnerId: PartnerId, role: Role, limit: number, after = ''): Promise<BackendDefinition[]> {
    const rows = await this.dataSource.manager
      .createQueryBuilder(BackendDefinitionRow, 'version')
      .where({ partnerId, role, revisionTo: OPEN })
      .andWhere('version.backend_id > :after', { after })
      .orderBy('version.backendId')
      .limit(limit)
      .getMany();
    return rows.map(toDefinition);
  }
}
