import { Injectable } from '@nestjs/common';
import { FailedLogins, type Origin } from '../audit/index.js';
import { FailedLoginLimit } from '../limits/index.js';
import { type Counter, Metrics } from '../metrics/index.js';
import { isPartnerId, type PartnerId, PartnerReader, suspended } from '../partners/index.js';
import { RegistryError } from '../registry-error/index.js';
import { AdminSecret } from './admin-secret.js';
import { KnownCredentials } from './known-credentials.js';
import { type CredentialId, credentialIdOf, digestOf, isSameDigest } from './secret.js';

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

/** Compared against when there is nothing to compare with, so that an unknown ID takes no less time than a wrong secret. */
const NO_DIGEST = digestOf('');

@Injectable()
export class Authenticator {
  private readonly failures: Counter<'reason'>;

  constructor(
    private readonly credentials: KnownCredentials,
    private readonly adminSecret: AdminSecret,
    private readonly failedLogins: FailedLogins,
    private readonly partners: PartnerReader,
    private readonly failedLoginLimit: FailedLoginLimit,
    metrics: Metrics,
  ) {
    this.failures = metrics.counter(FAILURES, [WRONG, SUSPENDED]);
  }

  /**
   * Fails with `not-authenticated` and one message for whatever is wrong, so that nothing can be learned by trying;
   * with `suspended` when the proof is right and the partner is shut out; with `too-many-requests`, whatever is shown,
   * where too many attempts have failed, be it while this one was looked at. What is wrong is recorded.
   */
  async authenticate(proof: Proof, origin: Origin): Promise<Caller> {
    const attempt = { address: origin.remoteAddress ?? '', username: proof.username };
    this.failedLoginLimit.check(attempt);
    const found = await this.find(proof);
    this.failedLoginLimit.check(attempt);
    if (!found) return this.refuse(proof, origin);
    if (!found.isAdmitted) {
      this.failures.inc(SUSPENDED);
      throw suspended();
    }
    return found.caller;
  }

  /**
   * A caller whose request takes its time must still be let in while it does.
   * @throws RegistryError as `authenticate` does
   */
  async confirm(caller: Caller): Promise<void> {
    if (caller.kind === 'admin') return;
    const known = await this.credentials.find(caller.credentialId);
    if (!known) throw notAuthenticated();
    if (!known.isAdmitted) throw suspended();
  }

  private async refuse(proof: Proof, origin: Origin): Promise<never> {
    this.failures.inc(WRONG);
    this.failedLoginLimit.note({ address: origin.remoteAddress ?? '', username: proof.username });
    await this.failedLogins.note(origin, await this.nameToRecord(proof));
    throw notAuthenticated();
  }

  /** Some write a secret, or an access token, where the name belongs: only names that there are are recorded. */
  private async nameToRecord({ username }: Proof): Promise<string | undefined> {
    if (username === undefined || username === ADMIN) return username;
    return isPartnerId(username) && (await this.partners.exists(username)) ? username : undefined;
  }

  private async find(proof: Proof): Promise<{ caller: Caller; isAdmitted: boolean } | undefined> {
    const digest = digestOf(proof.secret);
    if (await this.isAdmin(proof, digest)) return { caller: { kind: 'admin' }, isAdmitted: true };
    const credentialId = credentialIdOf(proof.secret);
    const known = credentialId && (await this.credentials.find(credentialId));
    const matches = isSameDigest(digest, known?.secretDigest ?? NO_DIGEST);
    if (!credentialId || !known || !matches || !mayUse(proof, known.partnerId)) return undefined;
    const { partnerId, isAdmitted } = known;
    return { caller: { kind: 'partner', partnerId, credentialId }, isAdmitted };
  }

  private async isAdmin({ username }: Proof, digest: Buffer): Promise<boolean> {
    return (username === undefined || username === ADMIN) && (await this.adminSecret.matches(digest));
  }
}

function mayUse({ username }: Proof, owner: PartnerId): boolean {
  return username === undefined || (isPartnerId(username) && username === owner);
}

const FAILURES = {
  name: 'failed_logins_total',
  help:
    'Callers that showed credentials and were not let in: unknown, wrong, expired or revoked ones (wrong_credentials), or ' +
    'those of a suspended partner (suspended).',
  labels: ['reason'],
} as const;
const WRONG = { reason: 'wrong_credentials' };
const SUSPENDED = { reason: 'suspended' };

function notAuthenticated(): RegistryError {
  return new RegistryError('not-authenticated', 'The credentials are unknown, wrong, expired or revoked.');
}
