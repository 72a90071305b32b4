import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  Put,
  Query,
  Res,
  type Type,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import {
  BackendDefinitionReader,
  BackendDefinitionsService,
  type BackendId,
  type Day,
  publish,
  setToken,
  withdraw,
} from '../../backend-definitions/index.js';
import type { Actor } from '../../audit/index.js';
import { Acting, CallingPartner, For } from '../../http/authentication/index.js';
import { schemaBody, schemaQuery } from '../../http/json-schema/index.js';
import { decodeNext, encodeNext, limitOf, PageQuery } from '../../http/paging/index.js';
import { named } from '../../http/openapi/index.js';
import type { PartnerId, Role } from '../../partners/index.js';
import { WallClock } from '../../time/index.js';
import { AccessTokenBody } from '../daily-token.dto.js';
import { type BackendDefinitionBody, toDefinitionBody } from '../definition.dto.js';
import { DescribeOwnBackends } from './own-backends.openapi.js';
import type { OwnBackends } from './own-backends.dto.js';
import { backendIdParameter, dayParameter } from './parameters.js';
import {
  type BackendPublication,
  OperatorBackendPublication,
  ProviderBackendPublication,
} from './publication.dto.js';

type PublicationClass = Type<BackendPublication & { whitelist: string[]; blacklist?: string[] }>;

/** `/v1/self/operator-backends` and `/v1/self/provider-backends` differ in the patterns they take, and in nothing else. */
// eslint-disable-next-line max-lines-per-function -- a class, of which each role gets its own
function ownBackendsController(role: Role, Publication: PublicationClass): Type {
  const describe = new DescribeOwnBackends(role, Publication);

  @For('partner')
  @describe.all()
  @Controller(`v1/self/${role}-backends`)
  class OwnBackendsController {
    constructor(
      private readonly definitions: BackendDefinitionsService,
      private readonly reader: BackendDefinitionReader,
      private readonly wallClock: WallClock,
    ) {}

    @Get()
    @describe.list()
    async list(
      @CallingPartner() partnerId: PartnerId,
      @Query(schemaQuery(PageQuery)) query: PageQuery,
    ): Promise<OwnBackends> {
      const [after] = query.next === undefined ? [] : decodeNext<[string]>(query.next, ['string']);
      const page = await this.reader.list(partnerId, role, limitOf(query), after);
      const items = page.definitions.map((definition) => this.body(definition));
      const last = page.hasMore ? items.at(-1) : undefined;
      return { items, ...(last && { next: encodeNext([last.backendId]) }) };
    }

    @Get(':backendId')
    @describe.read()
    async read(@CallingPartner() partnerId: PartnerId, @Param('backendId') backendId: string) {
      return this.body(await this.reader.get({ partnerId, role, backendId: backendId as BackendId }));
    }

    @Put(':backendId')
    @describe.publish()
    async publish(
      @CallingPartner() partnerId: PartnerId,
      @Param('backendId', backendIdParameter) backendId: BackendId,
      @Body(schemaBody(Publication)) body: InstanceType<PublicationClass>,
      @Acting() actor: Actor,
      @Res({ passthrough: true }) reply: FastifyReply,
    ) {
      const publication = { ...body, blacklist: body.blacklist ?? [], tokens: body.tokens.map(toDailyToken) };
      const statement = publish(role, { backendId }, publication);
      const { definition, existed } = await this.definitions.state(partnerId, statement, actor);
      reply.status(existed ? HttpStatus.OK : HttpStatus.CREATED);
      return definition && this.body(definition);
    }

    @Put(':backendId/tokens/:validDate')
    @describe.setToken()
    async setToken(
      @CallingPartner() partnerId: PartnerId,
      @Param('backendId') backendId: string,
      @Param('validDate', dayParameter) validDate: Day,
      @Body(schemaBody(AccessTokenBody)) { accessToken }: AccessTokenBody,
      @Acting() actor: Actor,
    ) {
      const statement = setToken(role, backendId as BackendId, { accessToken, validDate });
      const { definition } = await this.definitions.state(partnerId, statement, actor);
      return definition && this.body(definition);
    }

    @Delete(':backendId')
    @HttpCode(HttpStatus.NO_CONTENT)
    @describe.withdraw()
    async withdraw(
      @CallingPartner() partnerId: PartnerId,
      @Param('backendId') backendId: string,
      @Acting() actor: Actor,
    ): Promise<void> {
      await this.definitions.state(partnerId, withdraw(role, { backendId: backendId as BackendId }), actor);
    }

    private body(definition: Parameters<typeof toDefinitionBody>[0]): BackendDefinitionBody {
      return toDefinitionBody(definition, this.wallClock.now());
    }
  }
  return named(OwnBackendsController, `own-${role}-backends-controller`);
}

function toDailyToken({ accessToken, validDate }: { accessToken: string; validDate: string }) {
  return { accessToken, validDate: validDate as Day };
}

export const OwnOperatorBackendsController = ownBackendsController('operator', OperatorBackendPublication);
export const OwnProviderBackendsController = ownBackendsController('provider', ProviderBackendPublication);
