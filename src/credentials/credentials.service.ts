import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { RegistryClock } from '../database/index.js';
import { type PartnerId, PartnerReader } from '../partners/index.js';
import { RegistryError } from '../registry-error/index.js';
import { WallClock } from '../time/index.js';
import { CredentialRow } from './credential.entity.js';
import { type CredentialId, makeSecret, type Secret } from './secret.js';

/** What may be told of a credential; the secret never is, but once. */
export type Credential = Omit<CredentialRow, 'secretDigest' | 'revokedIn'>;

export interface CredentialRequest {
  readonly label?: string;
  /** When it stops working; undefined: never by itself. */
  readonly expiresAt?: Date;
}

@Injectable()
export class CredentialsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: RegistryClock,
    private readonly partners: PartnerReader,
    private readonly wallClock: WallClock,
  ) {}

  /** The secret is in this one answer only: the registry keeps no more than its digest. */
  async issue(
    partnerId: PartnerId,
    request: CredentialRequest,
  ): Promise<{ credential: Credential; secret: Secret }> {
    const issuedAt = new Date(this.wallClock.now());
    if (request.expiresAt && request.expiresAt <= issuedAt) throw expiresInThePast();
    await this.partners.get(partnerId);
    const { credentialId, secret, digest } = makeSecret();
    const { label = null, expiresAt = null } = request;
    const credential = { credentialId, partnerId, label, issuedAt, expiresAt, revokedAt: null };
    await this.dataSource.manager.insert(CredentialRow, { ...credential, secretDigest: digest });
    return { credential, secret };
  }

  /** Every credential the partner ever had, revoked ones too, oldest first. */
  async list(partnerId: PartnerId): Promise<Credential[]> {
    await this.partners.get(partnerId);
    return this.dataSource.manager.find(CredentialRow, {
      where: { partnerId },
      order: { issuedAt: 'ASC', credentialId: 'ASC' },
    });
  }

  /**
   * It lets nobody in from now on; may be repeated. A revision, although nobody's view changes: it tells those instances
   * that remember the credential. Fails with `not-found` when the partner has no such credential.
   */
  async revoke(partnerId: PartnerId, credentialId: CredentialId): Promise<void> {
    return this.clock.write(async ({ manager, revision }) => {
      const found = await manager.existsBy(CredentialRow, { partnerId, credentialId });
      if (!found) throw new RegistryError('not-found', 'The partner has no credential with this ID.');
      const active = { partnerId, credentialId, revokedAt: IsNull() };
      const revocation = { revokedAt: new Date(this.wallClock.now()), revokedIn: revision };
      const { affected } = await manager.update(CredentialRow, active, revocation);
      return { changed: affected === 1, value: undefined };
    });
  }
}

function expiresInThePast(): RegistryError {
  const fields = [{ path: ['expiresAt'], detail: 'must lie in the future' }];
  return new RegistryError('invalid-value', 'The credential would have expired already.', fields);
}
