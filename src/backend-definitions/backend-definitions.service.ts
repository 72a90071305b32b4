import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Actor, AuditedWrites } from '../audit/index.js';
import type { Revision, Write } from '../database/index.js';
import { type PartnerId, PartnerReader, suspended } from '../partners/index.js';
import { RegistryError } from '../registry-error/index.js';
import { WallClock } from '../time/index.js';
import { AccessTokens } from './access-tokens.js';
import type { BackendDefinition, Identity } from './backend-definition.js';
import { entryOf } from './definition-entries.js';
import { DefinitionVersions } from './definition-versions.js';
import { type Staged, StagedDefinitions } from './staged-definitions.js';
import type { Statement } from './statement.js';

/**
 * How many statements are taken at once: they are written while every other writer waits, and what they are about is
 * held in memory. (With `MOST_TOKENS` each, their tokens are still within the parameters that PostgreSQL takes.)
 */
export const MOST_STATEMENTS = 200;

/** What came of a statement that was accepted. */
export interface Accepted {
  /** As it is now; undefined when it is withdrawn. */
  readonly definition: BackendDefinition | undefined;
  /** There was one with this identity before. */
  readonly existed: boolean;
}

/** What came of a statement: it was accepted, or this is why not. */
export type Verdict = Accepted | RegistryError;

/** Takes what partners state about their own backends. */
@Injectable()
export class BackendDefinitionsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly writes: AuditedWrites,
    private readonly partners: PartnerReader,
    private readonly wallClock: WallClock,
    private readonly versions: DefinitionVersions,
    private readonly accessTokens: AccessTokens,
  ) {}

  /** @throws RegistryError as of `stateAll`, or why the statement is refused */
  async state(partnerId: PartnerId, statement: Statement, actor: Actor): Promise<Accepted> {
    const [verdict] = await this.stateAll(partnerId, [statement], actor);
    if (!verdict || verdict instanceof RegistryError) throw verdict ?? new Error('No verdict was given.');
    return verdict;
  }

  /**
   * Takes statements in their order, as one transaction at one revision, and says of each what came of it: those that
   * are refused change nothing. Stating what is already there changes nothing either, and makes no revision.
   *
   * They are judged twice: before the queue of writers, so that what is refused holds up nobody, and inside, where
   * nothing changes meanwhile. The audit trail gets one entry for each definition that is another one afterwards.
   * @throws RegistryError `suspended`; `invalid-value` for more than `MOST_STATEMENTS`
   */
  async stateAll(
    partnerId: PartnerId,
    statements: readonly Statement[],
    actor: Actor,
  ): Promise<readonly Verdict[]> {
    if (statements.length > MOST_STATEMENTS) throw tooMany();
    const preview = await this.judge(this.dataSource.manager, partnerId, statements);
    if (preview.judgements.every((judgement) => judgement instanceof RegistryError))
      return preview.judgements;
    return this.writes.write(actor, async (write) => {
      const { staged, judgements } = await this.judge(write.manager, partnerId, statements);
      const changed = staged.changed();
      await this.replace(write, partnerId, changed);
      const value = judgements.map((judgement) =>
        judgement instanceof RegistryError ? judgement : accepted(staged, changed, judgement, write.revision),
      );
      return { entries: changed.map(entryOf), value };
    });
  }

  private async judge(
    manager: EntityManager,
    partnerId: PartnerId,
    statements: readonly Statement[],
  ): Promise<{ staged: StagedDefinitions; judgements: (Identity | RegistryError)[] }> {
    const now = this.wallClock.now();
    const { admitted, ids } = await this.partners.get(partnerId, manager);
    if (!admitted) throw suspended();
    const present = await this.versions.presentOf(manager, partnerId, statements);
    const tokens = statements.flatMap((statement) => statement.tokens);
    const inUse = await this.accessTokens.inUse(manager, partnerId, tokens, now);
    const staged = new StagedDefinitions({ partnerId, ids, present, tokensInUse: inUse, now });
    return { staged, judgements: statements.map((statement) => judgementOf(staged, statement)) };
  }

  private async replace(write: Write, partnerId: PartnerId, changed: readonly Staged[]): Promise<void> {
    if (changed.length === 0) return;
    const users = changed.map(({ identity, after }) => ({ ...identity, tokens: after?.tokens ?? [] }));
    await this.accessTokens.replace(write.manager, partnerId, users, this.wallClock.now());
    const closed = changed.filter(({ before }) => before).map(({ identity }) => identity);
    if (closed.length > 0) await this.versions.close(write, partnerId, closed);
    const opened = changed.flatMap(({ identity, after }) =>
      after ? [{ ...identity, publication: after }] : [],
    );
    if (opened.length > 0) await this.versions.open(write, opened);
  }
}

function judgementOf(staged: StagedDefinitions, statement: Statement): Identity | RegistryError {
  try {
    return staged.take(statement);
  } catch (error) {
    if (error instanceof RegistryError) return error;
    throw error;
  }
}

function accepted(
  staged: StagedDefinitions,
  changed: readonly Staged[],
  identity: Identity,
  revision: Revision,
): Accepted {
  const one = staged.get(identity);
  const existed = one?.before !== undefined;
  if (!one?.after) return { definition: undefined, existed };
  if (!changed.includes(one)) return { definition: one.before, existed };
  const { partnerId, backendId } = identity;
  const { url, namespaceUrl, binding, whitelist, blacklist, tokens } = one.after;
  const publication = { url, namespaceUrl, binding, whitelist, blacklist, tokens };
  return { definition: { ...publication, partnerId, backendId, changedAt: revision }, existed };
}

function tooMany(): RegistryError {
  return new RegistryError(
    'invalid-value',
    `A message may hold at most ${MOST_STATEMENTS} elements. Send several messages: what is there stays.`,
  );
}
