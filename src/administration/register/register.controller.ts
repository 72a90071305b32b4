import type { Readable } from 'node:stream';
import { Controller, Get, Put, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import type { Actor } from '../../audit/index.js';
import { formatRevision } from '../../database/index.js';
import { Acting, For } from '../../http/authentication/index.js';
import { LargeBody } from '../../http/body/index.js';
import { schemaQuery } from '../../http/json-schema/index.js';
import { Register, RegisterReader } from '../../register/index.js';
import { RegistryError } from '../../registry-error/index.js';
import { withRegister } from './receive-register.js';
import { ExportQuery, type RegisterRestatement, RestateQuery } from './register.dto.js';
import { CSV, DescribeRegister, JSON_TYPE } from './register.openapi.js';
import { registerAsCsv, registerAsJson } from './write-register.js';

/** In bytes: room for 50,000 partners. */
const LONGEST_REGISTER = 16 * 1024 * 1024;

/** Clearing-house staff state and read the register as a whole: partners, their IDs, and roaming connections. */
@For('admin')
@DescribeRegister.all()
@Controller('v1/admin')
export class RegisterController {
  constructor(
    private readonly register: Register,
    private readonly reader: RegisterReader,
  ) {}

  @Put('partners')
  @LargeBody({ limit: LONGEST_REGISTER, types: [JSON_TYPE, CSV] })
  @DescribeRegister.restate()
  async restate(
    @Query(schemaQuery(RestateQuery)) query: RestateQuery,
    @Acting() actor: Actor,
    @Req() { body }: FastifyRequest,
  ): Promise<RegisterRestatement> {
    const dryRun = query.dryRun === 'true';
    const { asOf, ...counts } = await withRegister(body, (stated) =>
      dryRun ? this.register.tryOut(stated) : this.register.restate(stated, actor),
    );
    return { asOf: formatRevision(asOf), dryRun, ...counts };
  }

  @Get('export')
  @DescribeRegister.export()
  async export(
    @Query(schemaQuery(ExportQuery)) { list }: ExportQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Readable> {
    const asksForCsv = new Negotiator(request.raw).mediaType([JSON_TYPE, CSV]) === CSV;
    if (list !== undefined && !asksForCsv) throw onlyForCsv();
    const register = await this.reader.open();
    void reply.header('etag', `"${formatRevision(register.asOf)}"`);
    void reply.type(asksForCsv ? `${CSV}; charset=utf-8` : `${JSON_TYPE}; charset=utf-8`);
    return asksForCsv ? registerAsCsv(register, list ?? 'partners') : registerAsJson(register);
  }
}

function onlyForCsv(): RegistryError {
  const fields = [{ path: ['list'], detail: `is for Accept: ${CSV} only; JSON holds both lists` }];
  return new RegistryError('invalid-parameter', 'The query string is not as expected.', fields);
}
