import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect } from '@jest/globals';
import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Module,
  Param,
  Patch,
  Put,
  Query,
  Req,
  ServiceUnavailableException,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { IsOptional, IsString, Matches } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { QueryFailedError } from 'typeorm';
import { Metrics } from '../metrics/index.js';
import { RegistryError } from '../registry-error/index.js';
import { type AdapterOptions, createFastifyAdapter, prepareHttp } from './index.js';
import { PublishedSchema, schemaBody, schemaCatalogue, schemaQuery } from './json-schema/index.js';
import { NestLogger, createLogger } from './logging/index.js';
import { SchemasController } from './openapi/index.js';
import { Problem } from './problem-details/index.js';

@PublishedSchema('note')
class Note {
  @IsString()
  text!: string;
}

class NoteQuery {
  @IsOptional()
  @Matches(/^[0-9]+$/)
  limit?: string;
}

@Controller('v1/notes')
class NotesController {
  @Get()
  list(@Query(schemaQuery(NoteQuery)) query: NoteQuery, @Req() request: FastifyRequest) {
    request.partnerId = 'cpo-1';
    return {
      items: Array.from({ length: Number(query.limit ?? 1) }, (_, index) => ({ text: `note ${index}` })),
    };
  }

  @Get('held')
  held() {
    return new Promise(() => {});
  }

  @Get('kept')
  @Header('Cache-Control', 'public')
  kept() {
    return {};
  }

  @Put(':id')
  put(@Param('id') id: string, @Body(schemaBody(Note)) note: Note) {
    return { id, ...note };
  }

  @Patch(':id')
  patch(@Body() body: unknown) {
    return { body };
  }

  @Delete(':id')
  @HttpCode(204)
  delete(@Body() body: unknown) {
    if (body !== undefined) throw new Error('there is a body');
  }

  @Get('failing/:how')
  fail(@Param('how') how: string): never {
    const failure = FAILURES[how];
    if (!failure) throw new RegistryError('not-found', 'There is no such failure.');
    throw failure;
  }
}

const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
const FAILURES: Record<string, Error> = {
  query: new QueryFailedError('SELECT $1', ['s3cret'], new Error('syntax error')),
  database: refused,
  credentials: new RegistryError('not-authenticated', 'Who are you?'),
  health: new ServiceUnavailableException({ secret: 's3cret' }),
};

@Module({ controllers: [NotesController, SchemasController] })
class ScratchModule {}

export interface ScratchApplication {
  readonly app: NestFastifyApplication;
  /** `http://127.0.0.1:<port>`, or `https://…` */
  readonly base: string;
  readonly log: string[];
}

/** A small application, built as the service is, on a port of its own; without trusted proxies unless some are given. */
export async function startScratchApplication(
  options: Partial<AdapterOptions> = {},
): Promise<ScratchApplication> {
  const log: string[] = [];
  const logger = createLogger({ level: 'debug', destination: { write: (line) => void log.push(line) } });
  const app = await NestFactory.create<NestFastifyApplication>(
    ScratchModule,
    createFastifyAdapter({
      ...{ logger, trustedProxies: [], maxConnections: 1_000, metrics: new Metrics() },
      ...options,
    }),
    { logger: new NestLogger(logger) },
  );
  await prepareHttp(app);
  await app.listen(0, '127.0.0.1');
  return { app, base: await app.getUrl(), log };
}

export function logLines({ log }: ScratchApplication): Record<string, unknown>[] {
  return log.map((line) => JSON.parse(line) as Record<string, unknown>);
}

export async function expectProblem(answer: Response, status: number, code: string): Promise<Problem> {
  const problem = (await answer.json()) as Problem;
  expect([answer.status, problem.type]).toEqual([status, `urn:ochp-direct:registry:problem:${code}`]);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.headers.get('x-request-id')).toMatch(/^[\w.-]+$/);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(schemaCatalogue.validator(Problem)(problem)).toEqual([]);
  return problem;
}

export function connectTo({ base }: ScratchApplication): Socket {
  return connect(Number(new URL(base).port), '127.0.0.1');
}

/** Sends the bytes, and once there was an answer the next ones; all that came back when the socket is closed. */
export async function exchange(
  scratch: ScratchApplication,
  bytes: string,
  ...next: string[]
): Promise<string> {
  const socket = connectTo(scratch);
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk.toString();
    if (next.length > 0) socket.write(next.shift()!);
  });
  socket.on('error', () => undefined);
  socket.write(bytes);
  await once(socket, 'close');
  return answer;
}

export function pause(milliseconds = 50): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
