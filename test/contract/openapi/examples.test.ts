import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  EXAMPLE,
  EXAMPLE_OPERATOR_PUBLICATION,
  EXAMPLE_PROVIDER_PUBLICATION,
} from '../../../src/http/openapi/index.js';
import { type Client, expectStatus, TestRegistry } from '../../environment/index.js';
import { type ApiDocument, type Operation, operationsOf, readJson, sendExample } from './document.js';

let registry: TestRegistry;
let operator: Client;
let provider: Client;
beforeAll(async () => {
  registry = await TestRegistry.start({
    configuration: { logLevel: 'silent', endpointHealthForPartners: true },
  });
  operator = await registry.admit(EXAMPLE.operator, { operatorIds: [EXAMPLE.operatorId] });
  provider = await registry.admit(EXAMPLE.provider, { providerIds: [EXAMPLE.providerId] });
});
afterAll(() => registry.stop());

it('Every request that the documentation gives as an example is accepted', async () => {
  const operations = operationsOf(await readJson<ApiDocument>(`${registry.address}/docs/openapi.json`));
  for (const operation of operations) {
    await restore();
    const answer = await sendExample(callerOf(operation), operation, { credentialId: await issuedId() });
    expect({ name: operation.operationId, answers: successesOf(operation), answer: answer.text }).toEqual({
      name: operation.operationId,
      answers: expect.arrayContaining([answer.status]),
      answer: expect.any(String),
    });
  }
});

/** The world of the examples, whatever the example before has made of it. */
async function restore(): Promise<void> {
  const { admin } = registry;
  expectStatus(await admin.post(`/v1/admin/partners/${EXAMPLE.operator}/readmit`), 200);
  const cms = `/v1/self/operator-backends/${EXAMPLE.backendId}`;
  expectStatus(await operator.put(cms, EXAMPLE_OPERATOR_PUBLICATION), 200, 201);
  expectStatus(
    await provider.put('/v1/self/provider-backends/mdm-1', EXAMPLE_PROVIDER_PUBLICATION),
    200,
    201,
  );
  expectStatus(await operator.put(`/v1/self/roaming-connections/${EXAMPLE.provider}`), 200, 201);
}

/** Which credential is to be revoked, no example can know. */
async function issuedId(): Promise<string> {
  const issued = await registry.admin.post(`/v1/admin/partners/${EXAMPLE.operator}/credentials`);
  return issued.body.credentialId;
}

/** Providers see operator backends, and operators provider backends. */
function callerOf({ path }: Operation): Client {
  if (path.startsWith('/v1/admin/')) return registry.admin;
  const isProviders =
    path.startsWith('/v1/self/provider-backends') || path.startsWith('/v1/operator-backends');
  return isProviders ? provider : operator;
}

function successesOf({ responses }: Operation): number[] {
  return Object.keys(responses)
    .map(Number)
    .filter((status) => status < 300);
}
