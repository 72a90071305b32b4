import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ChangeSignal } from '../change-signal/index.js';
import { OPEN, type Revision } from '../database/index.js';
import type { PartnerId } from '../partners/index.js';
import { WallClock } from '../time/index.js';
import { ACCESS_CHANGES } from './access-changes.js';
import type { CredentialId } from './secret.js';

/** A credential that lets somebody in, and whether its owner may use it now. */
export interface KnownCredential {
  readonly partnerId: PartnerId;
  readonly secretDigest: Buffer;
  readonly expiresAt: Date | null;
  readonly isAdmitted: boolean;
}

/** With the state of the registry that it was read in, or a later one. */
type Remembered = KnownCredential & { readonly asOf: Revision };

/**
 * Credentials that were asked for before are remembered as long as nothing concerned their owner's access since. Only
 * credentials that exist are: a stranger can not fill the memory.
 */
@Injectable()
export class KnownCredentials {
  private readonly remembered = new Map<CredentialId, Remembered>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly signal: ChangeSignal,
    private readonly wallClock: WallClock,
  ) {
    signal.addSource(ACCESS_CHANGES);
  }

  /** @returns undefined for one that is unknown, revoked or expired */
  async find(credentialId: CredentialId): Promise<KnownCredential | undefined> {
    const known = this.recall(credentialId) ?? (await this.read(credentialId));
    const isExpired = known?.expiresAt && known.expiresAt.getTime() <= this.wallClock.now();
    return isExpired ? undefined : known;
  }

  private recall(credentialId: CredentialId): KnownCredential | undefined {
    const known = this.remembered.get(credentialId);
    return known && this.signal.quietSince('access', known.partnerId, known.asOf) && known;
  }

  /** The state is looked up before the credential: what changes in between makes what is remembered too old, not wrong. */
  private async read(credentialId: CredentialId): Promise<KnownCredential | undefined> {
    const asOf = this.signal.present;
    const [record]: CredentialRecord[] = await this.dataSource.query(KNOWN_CREDENTIAL, [credentialId, OPEN]);
    if (!record || asOf === undefined) this.remembered.delete(credentialId);
    else this.remembered.set(credentialId, { ...toKnown(record), asOf });
    return record && toKnown(record);
  }
}

interface CredentialRecord {
  partner_id: PartnerId;
  secret_digest: Buffer;
  expires_at: Date | null;
  admitted: boolean;
}

function toKnown(record: CredentialRecord): KnownCredential {
  return {
    partnerId: record.partner_id,
    secretDigest: record.secret_digest,
    expiresAt: record.expires_at,
    isAdmitted: record.admitted,
  };
}

const KNOWN_CREDENTIAL = `
  SELECT partner_id, secret_digest, expires_at,
    EXISTS (SELECT FROM partner_admission a WHERE a.partner_id = c.partner_id AND a.revision_to = $2) AS admitted
  FROM credential c
  WHERE credential_id = $1 AND revoked_at IS NULL`;
