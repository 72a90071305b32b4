import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';
import { headersNamed } from './headers.js';

const IF_NONE_MATCH = {
  name: 'If-None-Match',
  required: false,
  description: 'the `ETag` of an earlier answer',
  schema: { type: 'string' as const },
};

/** Documents that the answer may be left out where the caller has it already. */
export function ApiConditional(description: string): MethodDecorator {
  return applyDecorators(
    ApiHeader(IF_NONE_MATCH),
    ApiResponse({ status: 304, description, ...headersNamed('ETag') }),
  );
}
