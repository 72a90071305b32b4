import { Injectable } from '@nestjs/common';
import { isEmpty, parseSince, Updates, type UpdatesPage } from '../../change-feed/index.js';
import { Configuration } from '../../configuration/index.js';
import type { PartnerId, Role } from '../../partners/index.js';
import { RegistryError } from '../../registry-error/index.js';
import type { UpdatesQuery } from './backends.dto.js';

/** An entity tag that the registry made: an `asOf`. A proxy that compressed the answer may have made it weak. */
const ENTITY_TAG = /(?:W\/)?"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z)"/;

function asOfIn(ifNoneMatch: string | undefined): string | undefined {
  return ENTITY_TAG.exec(ifNoneMatch ?? '')?.[1];
}

/** Whose answer may be unchanged, and the tag that the caller has. */
interface Asked {
  readonly viewer: PartnerId;
  readonly role: Role;
  readonly ifNoneMatch: string | undefined;
}

/**
 * Answers `If-None-Match`. An entity tag is the `asOf` of an answer, and what the caller holds still holds as long as
 * nothing changed for this caller since then, however much changed for others.
 */
@Injectable()
export class Unchanged {
  constructor(
    private readonly updates: Updates,
    private readonly configuration: Configuration,
  ) {}

  /** The same, where a delta has just been found: from the state of the tag, it tells by itself. */
  async sinceDelta(
    { viewer, role, ifNoneMatch }: Asked,
    { since, next }: UpdatesQuery,
    delta: UpdatesPage,
  ): Promise<string | undefined> {
    if (next !== undefined) return undefined;
    if (asOfIn(ifNoneMatch) === since) return isEmpty(delta) ? since : undefined;
    return this.since({ viewer, role, ifNoneMatch });
  }

  /** The `asOf` in the header, if the answer that bore it still holds. */
  async since({ viewer, role, ifNoneMatch }: Asked): Promise<string | undefined> {
    const asOf = asOfIn(ifNoneMatch);
    return asOf !== undefined && (await this.isUnchanged(viewer, role, asOf)) ? asOf : undefined;
  }

  private async isUnchanged(viewer: PartnerId, role: Role, asOf: string): Promise<boolean> {
    try {
      const since = parseSince(asOf, this.configuration.clockTolerance);
      const { updated, removed } = await this.updates.page(viewer, role, since, { limit: 1 });
      return updated.length + removed.length === 0;
    } catch (error) {
      if (error instanceof RegistryError) return false;
      throw error;
    }
  }
}
