import { Body, Controller, Get, HttpCode, HttpStatus, Param, Patch, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../audit/index.js';
import { Acting, For } from '../../http/authentication/index.js';
import { describePartner } from '../../http/bodies/index.js';
import { schemaBody, schemaQuery } from '../../http/json-schema/index.js';
import { decodeNext, encodeNext, limitOf, PageQuery } from '../../http/paging/index.js';
import {
  AdmissionsService,
  type Partner,
  type PartnerId,
  PartnerReader,
  PartnersService,
} from '../../partners/index.js';
import { distinctPartyIds } from './distinct-party-ids.js';
import { PartnerAdmission, type PartnerBody, PartnerChangeBody, type Partners } from './partners.dto.js';
import { DescribePartners } from './partners.openapi.js';

/** Clearing-house staff admit partners, change, suspend and admit them again. */
@For('admin')
@DescribePartners.all()
@Controller('v1/admin/partners')
export class PartnersController {
  constructor(
    private readonly partners: PartnersService,
    private readonly admissions: AdmissionsService,
    private readonly reader: PartnerReader,
  ) {}

  @Post()
  @DescribePartners.admit()
  async admit(
    @Body(schemaBody(PartnerAdmission)) body: PartnerAdmission,
    @Acting() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PartnerBody> {
    const partnerId = body.partnerId as PartnerId;
    const operator = distinctPartyIds(body.operatorIds, 'operatorIds');
    const provider = distinctPartyIds(body.providerIds, 'providerIds');
    const application = { partnerId, name: body.name, ids: { operator, provider } };
    const partner = await this.partners.admit(application, actor);
    reply.header('location', `/v1/admin/partners/${partnerId}`);
    return toPartnerBody(partner);
  }

  @Get()
  @DescribePartners.list()
  async list(@Query(schemaQuery(PageQuery)) query: PageQuery): Promise<Partners> {
    const limit = limitOf(query);
    const [after] = query.next === undefined ? [] : decodeNext<[string]>(query.next, ['string']);
    const found = await this.reader.list(limit + 1, after);
    const items = found.slice(0, limit).map(toPartnerBody);
    const last = found.length > limit ? items.at(-1) : undefined;
    return { items, ...(last && { next: encodeNext([last.partnerId]) }) };
  }

  @Get(':partnerId')
  @DescribePartners.read()
  async read(@Param('partnerId') partnerId: PartnerId): Promise<PartnerBody> {
    return toPartnerBody(await this.reader.get(partnerId));
  }

  @Patch(':partnerId')
  @DescribePartners.change()
  async change(
    @Param('partnerId') partnerId: PartnerId,
    @Body(schemaBody(PartnerChangeBody)) body: PartnerChangeBody,
    @Acting() actor: Actor,
  ): Promise<PartnerBody> {
    const { name, operatorIds, providerIds } = body;
    const operator = operatorIds && distinctPartyIds(operatorIds, 'operatorIds');
    const provider = providerIds && distinctPartyIds(providerIds, 'providerIds');
    const change = { name, ids: { operator, provider } };
    return toPartnerBody(await this.partners.change(partnerId, change, actor));
  }

  @Post(':partnerId/suspend')
  @HttpCode(HttpStatus.OK)
  @DescribePartners.suspend()
  async suspend(@Param('partnerId') partnerId: PartnerId, @Acting() actor: Actor): Promise<PartnerBody> {
    return toPartnerBody(await this.admissions.suspend(partnerId, actor));
  }

  @Post(':partnerId/readmit')
  @HttpCode(HttpStatus.OK)
  @DescribePartners.readmit()
  async readmit(@Param('partnerId') partnerId: PartnerId, @Acting() actor: Actor): Promise<PartnerBody> {
    return toPartnerBody(await this.admissions.readmit(partnerId, actor));
  }
}

function toPartnerBody(partner: Partner): PartnerBody {
  return { ...describePartner(partner), status: partner.admitted ? 'admitted' : 'suspended' };
}
