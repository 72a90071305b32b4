import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';
import { serializeError, stackFrames } from './error-serializer.js';

/** Nest reports each module and route at start; that is for whoever looks for a fault. */
const TALKATIVE = new Set([
  'InstanceLoader',
  'NestFactory',
  'NestApplication',
  'RouterExplorer',
  'RoutesResolver',
]);

type Level = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/** Nest's logging, on the logger that everything else writes to. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write(TALKATIVE.has(String(rest.at(-1))) ? 'debug' : 'info', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  /** Nest passes the context last and, for errors, a stack before it. Objects are not spelt out: they may hold anything. */
  private write(level: Level, message: unknown, rest: unknown[]): void {
    const texts = rest.filter((value): value is string => typeof value === 'string');
    const stack = texts.find((text) => text.includes('\n    at '));
    const context = texts.findLast((text) => text !== stack);
    const err = [message, ...rest].find((value) => value instanceof Error);
    const fields = { context, ...(err ? { err } : stack && { stack: stackFrames(stack) }) };
    const text = err ? serializeError(err).message : 'a message that is no text';
    this.logger[level](fields, typeof message === 'string' ? message : text);
  }
}
