import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ApiAnswer,
  ApiCredentials,
  ApiJsonBody,
  ApiPathParameter,
  ApiProblems,
  ApiQueryOf,
  BODY_PROBLEMS,
  EXAMPLE,
} from '../../http/openapi/index.js';
import { PageQuery } from '../../http/paging/index.js';
import { PARTNER_ID } from '../../partners/index.js';
import { PartnerAdmission, PartnerBody, PartnerChangeBody, Partners } from './partners.dto.js';

const PARTNER = {
  partnerId: EXAMPLE.operator,
  name: EXAMPLE.operatorName,
  status: 'admitted',
  operatorIds: ['DE8AA'],
  providerIds: [],
};
const APPLICATION = {
  partnerId: 'neue-stadtwerke',
  name: 'Neue Stadtwerke',
  operatorIds: ['DE*8AC'],
  providerIds: [],
};

/** What the documentation says of partners. */
export const DescribePartners = {
  all: (): ClassDecorator => applyDecorators(ApiTags('Administration'), ApiCredentials()),

  admit: (): MethodDecorator =>
    applyDecorators(
      ApiOperation({
        summary: 'Admit a partner',
        description: 'It is an operator, a provider or both by the IDs it owns.',
      }),
      ApiJsonBody(PartnerAdmission, APPLICATION),
      ApiAnswer(
        201,
        PartnerBody,
        'The partner',
        { ...PARTNER, ...APPLICATION, operatorIds: ['DE8AC'] },
        'Location',
      ),
      ApiProblems('already-exists', ...BODY_PROBLEMS),
    ),

  list: (): MethodDecorator =>
    applyDecorators(
      ApiOperation({ summary: 'List partners' }),
      ApiQueryOf(PageQuery, { limit: '100' }),
      ApiAnswer(200, Partners, 'A page of partners', { items: [PARTNER] }),
      ApiProblems(),
    ),

  read: (): MethodDecorator => one('Read a partner', '', ApiProblems('not-found')),

  change: (): MethodDecorator =>
    applyDecorators(
      ApiJsonBody(PartnerChangeBody, { name: EXAMPLE.operatorName, operatorIds: ['DE*8AA', 'DE*8AB'] }),
      one(
        'Change a partner',
        'What is left out stays. An ID that published definitions claim cannot be taken away.',
        ApiProblems('not-found', 'already-exists', 'still-in-use', ...BODY_PROBLEMS),
      ),
    ),

  suspend: (): MethodDecorator =>
    one(
      'Suspend a partner',
      'It is shut out, and disappears from everybody’s view. May be repeated.',
      ApiProblems('not-found', ...BODY_PROBLEMS),
    ),

  readmit: (): MethodDecorator =>
    one(
      'Admit a suspended partner again',
      'With what it had published and connected. May be repeated.',
      ApiProblems('not-found', ...BODY_PROBLEMS),
    ),
};

function one(summary: string, description: string, problems: MethodDecorator): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary, description }),
    ApiPathParameter('partnerId', 'the partner', EXAMPLE.operator, PARTNER_ID),
    ApiAnswer(200, PartnerBody, 'The partner', PARTNER),
    problems,
  );
}
