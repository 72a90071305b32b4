import { describe, expect, test } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { createLogger } from './logger.js';
import { NestLogger } from './nest-logger.js';
import { requestId } from './request-id.js';

function capture() {
  const lines: string[] = [];
  const logger = createLogger({ level: 'debug', destination: { write: (line) => void lines.push(line) } });
  return { logger, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown> };
}

describe('a logged error', () => {
  const driverError = Object.assign(new Error('invalid input syntax for type uuid: "s3cret"'), {
    code: '22P02',
  });
  const error = new QueryFailedError('UPDATE t SET token = $1', ['s3cret'], driverError);

  test('has type, code, message and stack, and nothing of the query', () => {
    const { logger, lines, last } = capture();
    logger.error(error, 'it failed');
    logger.error({ err: error });
    new NestLogger(logger).error(error);
    new NestLogger(logger).error('it failed', error.stack, 'Context');
    expect(Object.keys(JSON.parse(lines[0]!).err)).toEqual(['type', 'code', 'message', 'stack']);
    expect(last()).toMatchObject({
      level: 'error',
      context: 'Context',
      stack: expect.stringMatching(/^\s+at /),
    });
    expect(lines).toHaveLength(4);
    expect(lines.join('')).not.toMatch(/s3cret|UPDATE/);
  });

  test('need not be an error', () => {
    const { logger, lines } = capture();
    logger.error({ err: { secret: 's3cret' } });
    new NestLogger(logger).error({ secret: 's3cret' });
    expect(lines.join('')).not.toContain('s3cret');
  });
});

test("Nest's talk about its modules is for debugging", () => {
  const { logger, last } = capture();
  new NestLogger(logger).log('Mapped {/v1}', 'RouterExplorer');
  expect(last()).toMatchObject({ level: 'debug', context: 'RouterExplorer', msg: 'Mapped {/v1}' });
  new NestLogger(logger).log('hello');
  expect(last()).toMatchObject({ level: 'info', msg: 'hello' });
});

test("a request keeps its caller's ID if it is harmless", () => {
  const idOf = (given?: string) => requestId({ headers: { 'x-request-id': given } });
  expect(idOf('A-b_c.9')).toBe('A-b_c.9');
  for (const given of [undefined, '', 'a b', 'a\nb', 'x'.repeat(65), 'a, b']) {
    expect(idOf(given)).toMatch(/^[0-9a-f-]{36}$/);
  }
  // A partner's secret that stands in the wrong header.
  expect(idOf(`${'0a'.repeat(8)}.${'x'.repeat(43)}`)).toMatch(/^[0-9a-f-]{36}$/);
});
