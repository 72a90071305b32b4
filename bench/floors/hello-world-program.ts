import 'reflect-metadata';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import {
  type CanActivate,
  Controller,
  type ExecutionContext,
  Get,
  Injectable,
  Module,
  UnauthorizedException,
  UseGuards,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { AccessLog, PathWords, createLogger, NestLogger } from '../../src/http/logging/index.js';
import { settingsOfProgram, tell } from '../machine/pinned-program.js';
import type { HelloWorldSettings } from './hello-world.js';

const { secrets, logLevel } = settingsOfProgram() as HelloWorldSettings;

const digestOf = (secret: string) => createHash('sha256').update(secret).digest();
const known = new Map(secrets.map((secret) => [secret.slice(0, 16), digestOf(secret)]));

/** The least that finds out who is calling: a digest, and a look into a map. */
@Injectable()
class BearerGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { authorization = '' } = context.switchToHttp().getRequest<FastifyRequest>().headers;
    const secret = authorization.slice('Bearer '.length);
    const digest = known.get(secret.slice(0, 16));
    if (!digest || !timingSafeEqual(digest, digestOf(secret))) throw new UnauthorizedException();
    return true;
  }
}

@Controller()
@UseGuards(BearerGuard)
class HelloController {
  @Get('hello')
  hello(): object {
    return { hello: 'world' };
  }
}

@Module({ controllers: [HelloController] })
class HelloModule {}

/** It writes the same line of log for each request as the service does. */
const logger = createLogger({ level: logLevel });
const adapter = new FastifyAdapter({
  loggerInstance: logger,
  logController: new AccessLog(new PathWords(), () => {}),
});
const app = await NestFactory.create<NestFastifyApplication>(HelloModule, adapter, {
  logger: new NestLogger(logger),
});
await app.listen(0, '127.0.0.1');
const { port } = app.getHttpServer().address() as AddressInfo;
tell({ port });
