import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, AuditedWrites, type Entry, type Told } from '../audit/index.js';
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
    private readonly writes: AuditedWrites,
    private readonly partners: PartnerReader,
    private readonly wallClock: WallClock,
  ) {}

  /**
   * The secret is in this one answer only: the registry keeps no more than its digest. A revision, although nobody's
   * view changes: what is done is recorded where it is done.
   */
  async issue(
    partnerId: PartnerId,
    request: CredentialRequest,
    actor: Actor,
  ): Promise<{ credential: Credential; secret: Secret }> {
    const issuedAt = new Date(this.wallClock.now());
    if (request.expiresAt && request.expiresAt <= issuedAt) throw expiresInThePast();
    const { credentialId, secret, digest } = makeSecret();
    const { label = null, expiresAt = null } = request;
    const credential = { credentialId, partnerId, label, issuedAt, expiresAt, revokedAt: null };
    const entry: Entry = { ...about(credential), action: 'credential.issued', after: told(credential) };
    return this.writes.write(actor, async ({ manager }) => {
      await this.partners.get(partnerId, manager);
      await manager.insert(CredentialRow, { ...credential, secretDigest: digest });
      return { entries: [entry], value: { credential, secret } };
    });
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
  async revoke(partnerId: PartnerId, credentialId: CredentialId, actor: Actor): Promise<void> {
    return this.writes.write(actor, async ({ manager, revision }) => {
      const found = await manager.findOneBy(CredentialRow, { partnerId, credentialId });
      if (!found) throw new RegistryError('not-found', 'The partner has no credential with this ID.');
      if (found.revokedAt) return { entries: [], value: undefined };
      const revocation = { revokedAt: new Date(this.wallClock.now()), revokedIn: revision };
      await manager.update(CredentialRow, { partnerId, credentialId }, revocation);
      const entry: Entry = { ...about(found), action: 'credential.revoked', before: told(found) };
      return { entries: [entry], value: undefined };
    });
  }
}

function about({ partnerId, credentialId }: Credential): Pick<Entry, 'concerned' | 'subject'> {
  return { concerned: [partnerId], subject: { partnerId, credentialId } };
}

function told({ label, expiresAt }: Credential): Told {
  return { ...(label !== null && { label }), ...(expiresAt && { expiresAt: expiresAt.toISOString() }) };
}

function expiresInThePast(): RegistryError {
  const fields = [{ path: ['expiresAt'], detail: 'must lie in the future' }];
  return new RegistryError('invalid-value', 'The credential would have expired already.', fields);
}
