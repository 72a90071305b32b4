import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { RegistryClock, type Revision } from '../../database/index.js';
import { TokenCipher, TokenKeyError } from '../../token-encryption/index.js';
import { columnsOf } from '../definition-versions.js';
import {
  BEFORE_ALL,
  nextVersions,
  sealAnew,
  type SealedVersion,
  type StoredVersion,
} from './stored-tokens.js';

/** What was done so far. */
export interface SealedCounts {
  /** Versions of definitions, present and past, whose tokens are under the first key now and were not before. */
  readonly versions: number;
  /** Digests of tokens in use, likewise. */
  readonly digests: number;
  /** Versions that stay as they are, since a token of theirs can't be decrypted: the log has the first of them. */
  readonly unreadable: number;
  /**
   * Versions among them that were written after the beginning: another instance has another first key, and goes on
   * writing under it.
   */
  readonly writtenMeanwhile: number;
}

/** An instance with another first key may write for ever. */
const MOST_PASSES = 5;

export interface SealingOptions {
  /** Leave alone what is under another key already. */
  readonly inClearOnly?: boolean;
  /** Told after each batch. */
  readonly onProgress?: (counts: SealedCounts) => void;
  /** Ends it between two batches. What is done stays; the next run goes on from there. */
  readonly signal?: AbortSignal;
}

/**
 * Encrypts with the first key whatever is not, and makes the digests anew. The service runs meanwhile, and so may
 * others: what is read is readable in either form, and what is written is under the first key at once, if all
 * instances have the same first key. It makes no revision, since nobody sees a difference.
 */
@Injectable()
export class KeyRotation {
  private readonly logger = new Logger('KeyRotation');

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: RegistryClock,
    private readonly cipher: TokenCipher,
  ) {}

  /** @throws the signal's reason when it is aborted */
  async sealAnew(options: SealingOptions = {}): Promise<SealedCounts> {
    const [clock]: { revision: Revision }[] = await this.dataSource.query(
      'SELECT revision FROM registry_clock',
    );
    const begun = clock?.revision ?? (0 as Revision);
    let counts: SealedCounts = { versions: 0, digests: 0, unreadable: 0, writtenMeanwhile: 0 };
    // Until there is nothing left: another instance may have written something behind the place that is gone past.
    for (let before = -1, passes = 0; counts.versions > before && passes < MOST_PASSES; passes += 1) {
      before = counts.versions;
      counts = await this.goThrough({ ...counts, unreadable: 0 }, begun, options);
    }
    return counts;
  }

  private async goThrough(
    start: SealedCounts,
    begun: Revision,
    { inClearOnly = false, onProgress, signal }: SealingOptions,
  ): Promise<SealedCounts> {
    let counts = start;
    for (let after: typeof BEFORE_ALL | undefined = BEFORE_ALL; after;) {
      signal?.throwIfAborted();
      const versions = await nextVersions(this.dataSource, after, this.cipher.keyId, inClearOnly);
      if (versions.length > 0) {
        const late = versions.filter(({ revisionFrom }) => revisionFrom > begun).length;
        const sealed = await this.seal(versions, counts.unreadable === 0);
        counts = added(counts, { ...sealed, writtenMeanwhile: late });
        onProgress?.(counts);
      }
      after = versions.at(-1);
    }
    return counts;
  }

  /** All that takes time is done before the writers are held up. */
  private async seal(versions: readonly StoredVersion[], isFirst: boolean) {
    const errors: TokenKeyError[] = [];
    const sealed = versions.flatMap((version) => {
      try {
        return [sealAnew(this.cipher, version)];
      } catch (error) {
        if (!(error instanceof TokenKeyError)) throw error;
        errors.push(error);
        return [];
      }
    });
    if (isFirst && errors[0]) this.logger.error(errors[0]);
    if (sealed.length === 0) return { versions: 0, digests: 0, unreadable: errors.length };
    const written = await this.clock.hold((manager) => this.write(manager, sealed));
    return { ...written, unreadable: errors.length };
  }

  /**
   * A version's tokens never change, so it is enough that it is there still, and that nobody else was faster. A digest
   * is changed where it is still in use by this definition.
   */
  private async write(manager: EntityManager, sealed: readonly SealedVersion[]) {
    const [, versions]: [unknown, number] = await manager.query(UPDATE_VERSIONS, [
      this.cipher.keyId,
      ...identityColumns(sealed),
      sealed.map(({ revisionFrom }) => revisionFrom),
      sealed.map(({ tokens }) => JSON.stringify(tokens)),
    ]);
    const used = sealed.flatMap(({ digests, ...identity }) =>
      digests.map((digest) => ({ ...identity, ...digest })),
    );
    if (used.length === 0) return { versions, digests: 0 };
    const [, digests]: [unknown, number] = await manager.query(UPDATE_DIGESTS, [
      this.cipher.keyId,
      ...identityColumns(used),
      used.map(({ former }) => former),
      used.map(({ present }) => present),
    ]);
    return { versions, digests };
  }
}

const UPDATE_VERSIONS = `
  UPDATE backend_definition version SET tokens = sealed.tokens::jsonb, token_key_id = $1
  FROM unnest($2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[])
    AS sealed (partner_id, role, backend_id, revision_from, tokens)
  WHERE version.partner_id = sealed.partner_id AND version.role = sealed.role
    AND version.backend_id = sealed.backend_id AND version.revision_from = sealed.revision_from
    AND version.token_key_id IS DISTINCT FROM $1`;

const UPDATE_DIGESTS = `
  UPDATE access_token used SET token_digest = made.present, token_key_id = $1
  FROM unnest($2::text[], $3::text[], $4::text[], $5::bytea[], $6::bytea[])
    AS made (partner_id, role, backend_id, former, present)
  WHERE used.token_digest = made.former AND used.partner_id = made.partner_id AND used.role = made.role
    AND used.backend_id = made.backend_id`;

function identityColumns(versions: readonly Pick<StoredVersion, 'partnerId' | 'role' | 'backendId'>[]) {
  return [versions.map(({ partnerId }) => partnerId), ...columnsOf(versions)];
}

function added(a: SealedCounts, b: SealedCounts): SealedCounts {
  return {
    versions: a.versions + b.versions,
    digests: a.digests + b.digests,
    unreadable: a.unreadable + b.unreadable,
    writtenMeanwhile: a.writtenMeanwhile + b.writtenMeanwhile,
  };
}
