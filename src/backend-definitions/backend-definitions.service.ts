import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { RegistryClock, type Write } from '../database/index.js';
import { PartnerReader, requireActing } from '../partners/index.js';
import { WallClock } from '../time/index.js';
import { freeTokens, useTokens } from './access-tokens.js';
import {
  type BackendDefinition,
  type Identity,
  noSuchBackend,
  type Publication,
  saysTheSame,
} from './backend-definition.js';
import { type DailyToken, liveTokens } from './daily-token.js';
import { closeVersion, currentVersion, openVersion } from './definition-versions.js';
import { checkPublication, type Circumstances } from './publication-rules.js';
import { withToken } from './token-rules.js';

export interface Published {
  readonly definition: BackendDefinition;
  /** There was none with this identity before. */
  readonly created: boolean;
}

/** Publishes and withdraws what a partner states about its own backends. */
@Injectable()
export class BackendDefinitionsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: RegistryClock,
    private readonly partners: PartnerReader,
    private readonly wallClock: WallClock,
  ) {}

  /**
   * States a definition in full. Stating what is already there changes nothing and makes no revision; tokens that are
   * over may be named again or left out.
   * @throws RegistryError `invalid-value`, `invalid-id`, `token-in-use`, `role-required`, `suspended`
   */
  async publish(identity: Identity, publication: Publication): Promise<Published> {
    await this.check(this.dataSource.manager, identity, publication);
    return this.clock.write(async (write) => {
      const { current, now } = await this.check(write.manager, identity, publication);
      const stated = { ...publication, tokens: liveTokens(publication.tokens, now) };
      return this.replace(write, identity, current, stated, (token) => pathIn(publication, token));
    });
  }

  /** Twice: before the queue of writers, so that what is refused holds up nobody, and inside, where nothing changes. */
  private async check(
    manager: EntityManager,
    identity: Identity,
    publication: Publication,
  ): Promise<Circumstances> {
    const { partnerId, role } = identity;
    const owned = await requireActing(this.partners, manager, partnerId, role);
    const current = await currentVersion(manager, identity);
    const circumstances = { role, owned, current, now: this.wallClock.now() };
    checkPublication(publication, circumstances);
    return circumstances;
  }

  /**
   * Sets the token of one day and leaves the rest as it is: the small way to rotate.
   * @throws RegistryError `not-found`, `invalid-value`, `token-in-use`, `role-required`, `suspended`
   */
  async setToken(identity: Identity, token: DailyToken): Promise<BackendDefinition> {
    return this.clock.write(async (write) => {
      await requireActing(this.partners, write.manager, identity.partnerId, identity.role);
      const current = await currentVersion(write.manager, identity);
      if (!current) throw noSuchBackend();
      const now = this.wallClock.now();
      const stated = { ...current, tokens: withToken(current.tokens, token, now) };
      const outcome = await this.replace(write, identity, current, stated, () => ['accessToken']);
      return { changed: outcome.changed, value: outcome.value.definition };
    });
  }

  /** Takes a definition back. Where there is none, nothing changes. */
  async withdraw(identity: Identity): Promise<void> {
    return this.clock.write(async (write) => {
      await requireActing(this.partners, write.manager, identity.partnerId, identity.role);
      await freeTokens(write.manager, identity);
      return { changed: await closeVersion(write, identity), value: undefined };
    });
  }

  private async replace(
    write: Write,
    identity: Identity,
    current: BackendDefinition | undefined,
    stated: Publication,
    pathOf: (token: DailyToken) => readonly (string | number)[],
  ): Promise<{ changed: boolean; value: Published }> {
    const now = this.wallClock.now();
    if (current && saysTheSame(stated, { ...current, tokens: liveTokens(current.tokens, now) }))
      return { changed: false, value: { definition: current, created: false } };
    await useTokens(write.manager, identity, stated.tokens, now, pathOf);
    if (current) await closeVersion(write, identity);
    const definition = await openVersion(write, identity, stated);
    return { changed: true, value: { definition, created: !current } };
  }
}

function pathIn({ tokens }: Publication, token: DailyToken): (string | number)[] {
  return ['tokens', tokens.indexOf(token), 'accessToken'];
}
