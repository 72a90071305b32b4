import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiResponse } from '@nestjs/swagger';
import { jsonContent } from './api-answer.js';
import { headersNamed } from './headers.js';

const LAST_EVENT_ID = {
  name: 'Last-Event-ID',
  required: false,
  description:
    'with `Accept: text/event-stream`: the ID of the last event that the client got; it precedes `since`',
  schema: { type: 'string' as const },
};

/** An answer in JSON, and the same as a stream of server-sent events for who asks for that. */
export interface AnswerAndEvents {
  readonly body: Type;
  readonly description: string;
  readonly example: object;
  /** How the stream may look. */
  readonly events: string;
}

/** Documents an answer that comes as server-sent events, too. */
export function ApiAnswerOrEvents({ body, description, example, events }: AnswerAndEvents): MethodDecorator {
  const stream = { 'text/event-stream': { schema: { type: 'string' as const }, example: events } };
  const content = { ...jsonContent(body, example), ...stream };
  const response = ApiResponse({ status: 200, description, ...headersNamed('ETag'), content });
  return applyDecorators(ApiHeader(LAST_EVENT_ID), ApiExtraModels(body), response);
}
