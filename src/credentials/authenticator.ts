import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OPEN } from '../database/index.js';
import { isPartnerId, type PartnerId, suspended } from '../partners/index.js';
import { RegistryError } from '../registry-error/index.js';
import { WallClock } from '../time/index.js';
import { AdminSecret } from './admin-secret.js';
import { type CredentialId, credentialIdOf, digestOf, matchesDigest } from './secret.js';

/** What a caller shows: a secret, and where the scheme has one, the name it goes with. */
export interface Proof {
  readonly username?: string;
  readonly secret: string;
}

/** Who is calling. */
export type Caller =
  | { readonly kind: 'partner'; readonly partnerId: PartnerId; readonly credentialId: CredentialId }
  | { readonly kind: 'admin' };

/** The username with which clearing-house staff may accompany the admin secret. */
export const ADMIN = 'admin';

interface KnownCredential {
  partner_id: PartnerId;
  secret_digest: Buffer;
  admitted: boolean;
}

/** Compared against when there is nothing to compare with, so that an unknown ID takes no less time than a wrong secret. */
const NO_DIGEST = digestOf('');

@Injectable()
export class Authenticator {
  constructor(
    private readonly dataSource: DataSource,
    private readonly adminSecret: AdminSecret,
    private readonly wallClock: WallClock,
  ) {}

  /**
   * Fails with `not-authenticated` and one message for whatever is wrong, so that nothing can be learned by trying;
   * with `suspended` when the proof is right and the partner is shut out.
   */
  async authenticate(proof: Proof): Promise<Caller> {
    if (await this.isAdmin(proof)) return { kind: 'admin' };
    const credentialId = credentialIdOf(proof.secret);
    const known = credentialId && (await this.find(credentialId));
    const matches = matchesDigest(proof.secret, known?.secret_digest ?? NO_DIGEST);
    if (!credentialId || !known || !matches || !mayUse(proof, known.partner_id)) throw notAuthenticated();
    if (!known.admitted) throw suspended();
    return { kind: 'partner', partnerId: known.partner_id, credentialId };
  }

  private async isAdmin({ username, secret }: Proof): Promise<boolean> {
    return (username === undefined || username === ADMIN) && (await this.adminSecret.matches(secret));
  }

  private async find(credentialId: CredentialId): Promise<KnownCredential | undefined> {
    const now = new Date(this.wallClock.now());
    const rows: KnownCredential[] = await this.dataSource.query(KNOWN_CREDENTIAL, [credentialId, now, OPEN]);
    return rows[0];
  }
}

const KNOWN_CREDENTIAL = `
  SELECT partner_id, secret_digest,
    EXISTS (SELECT FROM partner_admission a WHERE a.partner_id = c.partner_id AND a.revision_to = $3) AS admitted
  FROM credential c
  WHERE credential_id = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)`;

function mayUse({ username }: Proof, owner: PartnerId): boolean {
  return username === undefined || (isPartnerId(username) && username === owner);
}

function notAuthenticated(): RegistryError {
  return new RegistryError('not-authenticated', 'The credentials are unknown, wrong, expired or revoked.');
}
