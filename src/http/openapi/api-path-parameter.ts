import { applyDecorators } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { ApiOnlyProblems } from './api-problems.js';

/** Documents a part of the path that the caller fills in. */
export function ApiPathParameter(
  name: string,
  description: string,
  example: string,
  pattern?: RegExp,
): MethodDecorator {
  // Beside a schema, an example would be lost.
  const schema = { type: 'string' as const, ...(pattern && { pattern: pattern.source }), example };
  return applyDecorators(ApiParam({ name, description, schema }), ApiOnlyProblems('uri-too-long'));
}
