import { BadGatewayException, NotFoundException, UnauthorizedException } from '@nestjs/common';
import { describe, expect, test } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { RegistryError } from '../../registry-error/index.js';
import { schemaCatalogue } from '../json-schema/index.js';
import { HttpError } from './http-error.js';
import { Problem } from './problem.js';
import { jsonPointer } from './problem-field.js';
import { problemReport } from './problem-report.js';

const fault = (path: (string | number)[]) => ({ path, detail: 'is bad' });
const withCode = (code: string, message = 'secret') => Object.assign(new Error(message), { code });

describe('a problem', () => {
  test('names each bad field of a body by its pointer', () => {
    const { problem } = problemReport(
      new RegistryError('invalid-value', 'Bad.', [fault(['tokens', 0, 'validDate'])]),
    );
    expect(problem).toEqual({
      type: 'urn:ochp-direct:registry:problem:invalid-value',
      title: 'A value is not valid',
      status: 422,
      detail: 'Bad.',
      errors: [{ pointer: '#/tokens/0/validDate', detail: 'is bad' }],
    });
    expect(schemaCatalogue.validator(Problem)(problem)).toEqual([]);
  });

  test.each([
    'invalid-parameter',
    'since-in-future',
    'before-retention',
    'epoch-changed',
    'page-outdated',
  ] as const)('of code %s names parameters', (code) => {
    const { problem } = problemReport(new RegistryError(code, 'Bad.', [fault(['since'])]));
    expect(problem.errors).toEqual([{ parameter: 'since', detail: 'is bad' }]);
  });

  test('lists a thousand fields and counts the rest', () => {
    const reportOf = (length: number) => {
      const fields = Array.from({ length }, (_, index) => fault(['whitelist', index]));
      const { errors, detail } = problemReport(new RegistryError('invalid-value', 'Bad.', fields)).problem;
      return [errors?.length, detail];
    };
    expect(reportOf(999)).toEqual([999, 'Bad.']);
    expect(reportOf(1_000)).toEqual([1_000, 'Bad. There may be more errors than listed.']);
    expect(reportOf(1_030)).toEqual([1_000, 'Bad. There are 30 more errors than listed.']);
  });

  test('of status 401 challenges in both schemes', () => {
    for (const error of [new RegistryError('not-authenticated', 'Who?'), new UnauthorizedException()]) {
      expect(problemReport(error).headers).toEqual({
        'WWW-Authenticate': [
          'Basic realm="OCHP-direct registry", charset="UTF-8"',
          'Bearer realm="OCHP-direct registry"',
        ],
      });
    }
  });

  test('keeps the headers that its error brings', () => {
    const { headers } = problemReport(new HttpError('method-not-allowed', 'No.', { Allow: 'GET' }));
    expect(headers).toEqual({ Allow: 'GET' });
  });
});

describe('an error that is none of ours', () => {
  test('tells nothing of itself', () => {
    for (const error of [
      new Error('secret'),
      'secret',
      null,
      new BadGatewayException('secret'),
      { message: 'secret' },
    ]) {
      const { problem } = problemReport(error);
      expect(problem).toMatchObject({ status: 500, type: 'urn:ochp-direct:registry:problem:internal' });
      expect(JSON.stringify(problem)).not.toContain('secret');
    }
  });

  test('keeps its meaning if it is about HTTP', () => {
    expect(problemReport(new NotFoundException('secret')).problem).toMatchObject({ status: 404 });
    expect(problemReport(Object.assign(new Error('secret'), { statusCode: 413 })).problem).toMatchObject({
      status: 413,
      detail: expect.not.stringContaining('secret'),
    });
    expect(problemReport(Object.assign(withCode('ECONNRESET'), { statusCode: 400 })).problem.status).toBe(
      400,
    );
  });
});

describe('a database that cannot answer', () => {
  const unavailable = [
    ...['08006', '57P01', '53300', '55P03', '57014', '40001', 'ECONNREFUSED', 'ENOTFOUND'].map((code) =>
      withCode(code),
    ),
    new Error('timeout exceeded when trying to connect'),
    new Error('Connection terminated unexpectedly'),
    new QueryFailedError('SELECT 1', ['secret'], withCode('57P03')),
    new AggregateError([withCode('ECONNREFUSED')]),
  ];

  test.each(unavailable)('is not available for now: %s', (error) => {
    const { problem, headers } = problemReport(error);
    expect([problem.status, headers]).toEqual([503, { 'Retry-After': '5' }]);
    expect(JSON.stringify(problem)).not.toContain('secret');
  });

  test('is another matter than a query that is wrong', () => {
    expect(problemReport(new QueryFailedError('SELECT', [], withCode('42601'))).problem.status).toBe(500);
    expect(problemReport(withCode('23505')).problem.status).toBe(500);
  });
});

test('a pointer is a URI fragment with the escapes of JSON Pointer', () => {
  expect(jsonPointer([])).toBe('#');
  expect(jsonPointer(['a/b', 'c~d', 'e f', '#', 'ä', '%', 0])).toBe('#/a~1b/c~0d/e%20f/%23/%C3%A4/%25/0');
});
