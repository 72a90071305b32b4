import type { Type } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';

/** Documents an answer with its body and an example of it. */
export function ApiAnswer(status: number, body: Type, description: string, example: object): MethodDecorator {
  const content = { 'application/json': { schema: { $ref: getSchemaPath(body) }, example } };
  return applyDecorators(ApiExtraModels(body), ApiResponse({ status, description, content }));
}
