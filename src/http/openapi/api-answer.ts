import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { type HeaderName, headersNamed } from './headers.js';

/** Documents an answer with its body, an example of it, and the headers that come with it. */
export function ApiAnswer(
  status: number,
  body: Type,
  description: string,
  example: object,
  ...headers: HeaderName[]
): MethodDecorator {
  const content = jsonContent(body, example);
  const response = ApiResponse({ status, description, ...headersNamed(...headers), content });
  return applyDecorators(ApiExtraModels(body), response);
}

export function jsonContent(body: Type, example: object) {
  return { 'application/json': { schema: { $ref: getSchemaPath(body) }, example } };
}
