import type { Type } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';

/** Documents a request body with an example of it. */
export function ApiJsonBody(body: Type, example: object, required = true): MethodDecorator {
  return ApiBody({ type: body, required, examples: { example: { value: example } } });
}
