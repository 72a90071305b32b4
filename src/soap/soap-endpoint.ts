import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { originOf } from '../http/authentication/index.js';
import { takeTurn, turnOf } from '../http/index.js';
import { noteLimit, reportError } from '../http/problem-details/index.js';
import { LimitReached, RequestLimit, Turns } from '../limits/index.js';
import { RegistryError } from '../registry-error/index.js';
import { MessageSchema } from './contract/message-schema.js';
import { Operations } from './operations/operations.js';
import { type RawRequest, readQuestion, readTask } from './read-request.js';
import { refusal } from './results/describe-refusal.js';
import type { Result } from './results/result.js';
import { SoapCaller } from './security/soap-caller.js';
import { writeResponse, writeResult } from './write-response.js';

/** The way of a message: read, find out who sends it, do what it asks for, write the answer. */
@Injectable()
export class SoapEndpoint {
  constructor(
    private readonly operations: Operations,
    private readonly schema: MessageSchema,
    private readonly caller: SoapCaller,
    private readonly requestLimit: RequestLimit,
    private readonly turns: Turns,
  ) {}

  /**
   * Whatever an operation ends in is told in its own response element, so that OCHP clients can read it.
   * @param request for the log; it learns who calls, and what came of it
   * @throws SoapFault for what lies below the message
   */
  async answer(raw: RawRequest, request: FastifyRequest): Promise<string | Readable> {
    const { operation, proof } = readQuestion(raw, this.operations);
    request.operation = operation.name;
    try {
      const caller = await this.caller.identify(proof, originOf(request, 'soap'));
      request.partnerId = caller.partnerId;
      request.quota = this.requestLimit.admit(caller.credentialId);
      if (await takeTurn(this.turns, request, caller.partnerId)) await this.caller.confirm(caller);
      const reply = await readTask(raw, operation, this.schema)(caller);
      request.outcome = reply.result.code;
      return await writeResponse(operation, reply, () => turnOf(this.turns, request, caller.partnerId));
    } catch (error) {
      const result = resultOfError(error, request);
      request.outcome = result.code;
      return writeResult(operation, result);
    }
  }
}

function resultOfError(error: unknown, request: FastifyRequest): Result {
  if (error instanceof LimitReached) noteLimit(error, request);
  if (error instanceof RegistryError) return refusal(error);
  return { code: 'server', description: reportError(error, request).problem.detail };
}
