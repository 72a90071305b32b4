import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Configuration } from '../configuration/index.js';
import { AdminSecretRow } from './admin-secret.entity.js';
import { digestOf, isSameDigest, makeSecret, type Secret } from './secret.js';

/** The clearing house's own secret: the configured one, or else one that the registry makes at its first start. */
@Injectable()
export class AdminSecret {
  private digest: Buffer | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly configuration: Configuration,
  ) {}

  /**
   * Makes the secret if there is none yet, and returns it to the one instance that made it: nobody can learn it later.
   * Of several instances that start at once on an empty database, one inserts the row and the others find it.
   */
  async establish(): Promise<Secret | undefined> {
    if (this.configuration.adminSecret !== undefined) return undefined;
    const { secret, digest } = makeSecret();
    const inserted: unknown[] = await this.dataSource.query(INSERT_IF_NONE, [digest]);
    return inserted.length > 0 ? secret : undefined;
  }

  /** @param digest of what a caller shows */
  async matches(digest: Buffer): Promise<boolean> {
    this.digest ??= await this.load();
    return this.digest !== undefined && isSameDigest(digest, this.digest);
  }

  private async load(): Promise<Buffer | undefined> {
    const configured = this.configuration.adminSecret;
    if (configured !== undefined) return digestOf(configured);
    const row = await this.dataSource.manager.findOneBy(AdminSecretRow, { id: 1 });
    return row?.secretDigest;
  }
}

const INSERT_IF_NONE =
  'INSERT INTO admin_secret (secret_digest) VALUES ($1) ON CONFLICT DO NOTHING RETURNING id';
