import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiOperation, ApiResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import {
  ApiAnswer,
  ApiCredentials,
  ApiProblems,
  ApiQueryOf,
  BODY_PROBLEMS,
  EXAMPLE,
} from '../../http/openapi/index.js';
import { ExportQuery, RegisterDocument, RegisterRestatement, RestateQuery } from './register.dto.js';

export const JSON_TYPE = 'application/json';
export const CSV = 'text/csv';

const REGISTER = {
  partners: [
    {
      partnerId: EXAMPLE.operator,
      name: EXAMPLE.operatorName,
      operatorIds: ['DE8AA'],
      providerIds: [],
      status: 'admitted',
    },
    {
      partnerId: EXAMPLE.provider,
      name: EXAMPLE.providerName,
      operatorIds: [],
      providerIds: ['DE9BB'],
      status: 'admitted',
    },
  ],
  roamingConnections: [{ operatorPartnerId: EXAMPLE.operator, providerPartnerId: EXAMPLE.provider }],
};
const PARTNERS_AS_CSV = `partnerId,name,operatorIds,providerIds,status
${EXAMPLE.operator},${EXAMPLE.operatorName},DE8AA,,admitted
${EXAMPLE.provider},${EXAMPLE.providerName},,DE9BB,admitted
`;
const CONNECTIONS_AS_CSV = `operatorPartnerId,providerPartnerId
${EXAMPLE.operator},${EXAMPLE.provider}
`;
const RESTATEMENT = {
  asOf: EXAMPLE.asOf,
  dryRun: false,
  partnersAdmitted: 0,
  partnersChanged: 1,
  partnersUnchanged: 1,
  connectionsSet: 1,
  connectionsUnchanged: 0,
};

const CONTENT = {
  [JSON_TYPE]: {
    schema: { $ref: getSchemaPath(RegisterDocument) },
    examples: { example: { value: REGISTER } },
  },
  [CSV]: {
    schema: { type: 'string' as const },
    examples: { partners: { value: PARTNERS_AS_CSV }, roamingConnections: { value: CONNECTIONS_AS_CSV } },
  },
};

/** What the documentation says of the register. */
export const DescribeRegister = {
  all: (): ClassDecorator => applyDecorators(ApiTags('Administration'), ApiCredentials()),

  restate: (): MethodDecorator =>
    applyDecorators(
      ApiExtraModels(RegisterDocument),
      ApiOperation({
        summary: 'State partners and roaming connections, thousands at once',
        description: `All of it is put into effect in one revision, or nothing is. Each partner that is named becomes as stated: it
is admitted, renamed, and owns the IDs that are listed and no others; an ID may go from one partner to another. Without
\`status\`, a suspended partner stays suspended. Each connection that is listed is set. What is not named stays as it is.

Up to 50,000 partners and 50,000 connections, 16 MiB. As CSV (RFC 4180, UTF-8), partners and connections are documents of
their own, told apart by the header line; IDs are separated by spaces, and errors name \`line\` and \`column\`. Of many errors
the first 100 are listed, and \`detail\` tells how many more there are; after 1,000 that do not fit the schema or the columns
no more are looked for, and it tells at least how many.`,
        requestBody: { required: true, content: CONTENT },
      }),
      ApiQueryOf(RestateQuery),
      ApiAnswer(200, RegisterRestatement, 'What came of it', RESTATEMENT),
      ApiProblems(...BODY_PROBLEMS),
    ),

  export: (): MethodDecorator =>
    applyDecorators(
      ApiExtraModels(RegisterDocument),
      ApiOperation({
        summary: 'Read all partners and roaming connections',
        description: `All of one state, which \`ETag\` names, in the form in which \`PUT /v1/admin/partners\` takes it: JSON, or with
\`Accept: text/csv\` one of the two lists. It comes while it is read: an answer that breaks off is not the whole.`,
      }),
      ApiQueryOf(ExportQuery),
      ApiResponse({
        status: 200,
        description: 'The register',
        headers: { ETag: { description: 'names the state', schema: { type: 'string' } } },
        content: {
          [JSON_TYPE]: { schema: { $ref: getSchemaPath(RegisterDocument) }, example: REGISTER },
          [CSV]: { schema: { type: 'string' }, example: PARTNERS_AS_CSV },
        },
      }),
      ApiProblems(),
    ),
};
