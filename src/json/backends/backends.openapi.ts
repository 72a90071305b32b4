import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ApiAnswer,
  ApiAnswerOrEvents,
  ApiConditional,
  ApiCredentials,
  ApiProblems,
  ApiQueryOf,
  EXAMPLE,
  EXAMPLE_OPERATOR_DEFINITION,
  EXAMPLE_PROVIDER_DEFINITION,
} from '../../http/openapi/index.js';
import { PageQuery } from '../../http/paging/index.js';
import type { Role } from '../../partners/index.js';
import { BackendSnapshot, BackendUpdates, UpdatesQuery } from './backends.dto.js';
import { eventOf } from './server-sent-events.js';

const EXAMPLES = { operator: EXAMPLE_OPERATOR_DEFINITION, provider: EXAMPLE_PROVIDER_DEFINITION };

/** What the documentation says of snapshots and updates. */
export class DescribeBackends {
  constructor(private readonly role: Role) {}

  all(): ClassDecorator {
    return applyDecorators(ApiTags('See'), ApiCredentials());
  }

  snapshot(): MethodDecorator {
    const example = { asOf: EXAMPLE.asOf, epoch: EXAMPLE.epoch, items: [EXAMPLES[this.role]] };
    return applyDecorators(
      ApiOperation({
        summary: `Take a snapshot of the ${this.role} backends you may see`,
        description:
          'All pages are of the state of the first one. Where a connection ended since, 410 asks to begin again.',
      }),
      ApiQueryOf(PageQuery, { limit: '100' }),
      ApiAnswer(200, BackendSnapshot, 'A page of the snapshot', example, 'ETag'),
      ApiConditional('Nothing changed for you since that answer'),
      ApiProblems('page-outdated', 'epoch-changed'),
    );
  }

  updates(): MethodDecorator {
    const { partnerId } = EXAMPLES[this.role];
    const removed = [{ partnerId, backendId: 'old-1' }];
    const example = {
      since: EXAMPLE.asOf,
      asOf: EXAMPLE.laterAsOf,
      epoch: EXAMPLE.epoch,
      updated: [EXAMPLES[this.role]],
      removed,
    };
    return applyDecorators(
      ApiOperation({
        summary: `Poll for what changed in the ${this.role} backends you may see`,
        description:
          'What you get, put over the state at `since`, is the state at `asOf`: the `since` of your next poll. A time of ' +
          'your own clock, to the second, stands for the whole second, widened to both sides by the clock tolerance. ' +
          'With `wait`, the answer is held back until there is something new for you. With `Accept: text/event-stream`, ' +
          'deltas come one after another: `updates` is a delta, or the last page of one whose others came as `page`; its ' +
          'ID is the `asOf`. Pages that no `updates` follows are to be dropped. A `problem` says why the stream ends. A stream takes no `next`.',
      }),
      ApiQueryOf(UpdatesQuery, { limit: '100', since: EXAMPLE.asOf, wait: '30' }),
      ApiAnswerOrEvents({
        ...{ body: BackendUpdates, description: 'A page of the delta, or a stream of deltas', example },
        events: eventOf('updates', example, EXAMPLE.laterAsOf),
      }),
      ApiConditional('Nothing changed for you since that answer'),
      ApiProblems('since-in-future', 'before-retention', 'epoch-changed', 'page-outdated'),
    );
  }
}
