import {
  addedEndpoints,
  expectStatus,
  soapOperations,
  statedDefinition,
  type TestRegistry,
} from '../environment/index.js';
import type { Recorder, Recording } from './recording.js';

/** Later than any day on which it is played again. */
const DAY = '2099-12-31';

const publication = (owner: string, token: string) => ({
  url: `https://cms.example/${token}`,
  namespaceUrl: 'http://ochp.eu/1.4',
  binding: 'soap',
  whitelist: [`${owner}%`],
  blacklist: [],
  tokens: [{ accessToken: `former-token-${token}`, validDate: DAY }],
});

/** All that a registry does with its database, once. @returns the secrets of the partners */
export async function playStory(registry: TestRegistry, recorder: Recorder): Promise<Recording['secrets']> {
  const { admin } = registry;
  recorder.step('admits partners');
  const operator = await registry.admit('former-operator', { operatorIds: ['DEF01'] });
  const provider = await registry.admit('former-provider', { providerIds: ['DEF02'] });
  const both = await registry.admit('former-both', { operatorIds: ['DEF03'], providerIds: ['DEF03'] });
  const issued = await admin.post('/v1/admin/partners/former-operator/credentials', {});

  recorder.step('changes and lists partners');
  expectStatus(await admin.patch('/v1/admin/partners/former-both', { name: 'Changed' }), 200);
  expectStatus(await admin.get('/v1/admin/partners?limit=2'), 200);
  expectStatus(await admin.get('/v1/admin/partners/former-both'), 200);
  expectStatus(await admin.get('/v1/admin/partners/former-operator/credentials'), 200);
  expectStatus(await operator.get('/v1/self'), 200);

  recorder.step('sets connections');
  expectStatus(await operator.put('/v1/self/roaming-connections/former-provider'), 201);
  expectStatus(await admin.put('/v1/admin/roaming-connections/former-both/former-provider'), 201);
  expectStatus(await admin.put('/v1/admin/roaming-connections/former-operator/former-both'), 201);
  expectStatus(await operator.get('/v1/self/roaming-connections'), 200);
  expectStatus(await admin.get('/v1/admin/roaming-connections'), 200);

  recorder.step('publishes');
  for (const backendId of ['b1', 'b2', 'b3'])
    expectStatus(
      await operator.put(`/v1/self/operator-backends/${backendId}`, publication('DEF01E', backendId)),
      201,
    );
  expectStatus(await both.put('/v1/self/operator-backends/b1', publication('DEF03E', 'both')), 201);
  expectStatus(await provider.put('/v1/self/provider-backends/m1', publication('DEF02C', 'm1')), 201);
  expectStatus(await operator.get('/v1/self/operator-backends?limit=2'), 200);
  expectStatus(await operator.get('/v1/self/operator-backends/b1'), 200);

  recorder.step('takes snapshots');
  const first = await provider.get('/v1/operator-backends?limit=1');
  expectStatus(await provider.get(`/v1/operator-backends?limit=1&next=${first.body.next}`), 200);
  expectStatus(await provider.get('/v1/operator-backends'), 200);
  expectStatus(await operator.get('/v1/provider-backends'), 200);

  recorder.step('changes and withdraws');
  const token = { accessToken: 'former-token-rotated' };
  expectStatus(await operator.put(`/v1/self/operator-backends/b1/tokens/${DAY}`, token), 200);
  expectStatus(
    await operator.put('/v1/self/operator-backends/b2', publication('DEF01E9', 'b2-changed')),
    200,
  );
  expectStatus(await operator.delete('/v1/self/operator-backends/b3'), 204);
  expectStatus(await admin.delete('/v1/admin/roaming-connections/former-both/former-provider'), 204);

  recorder.step('tells what changed');
  const updates = `/v1/operator-backends/updates?since=${first.body.asOf}`;
  const page = await provider.get(`${updates}&limit=1`);
  expectStatus(await provider.get(`${updates}&limit=1&next=${page.body.next}`), 200);
  expectStatus(await provider.get(`/v1/operator-backends/updates?since=${registry.clock.toSeconds()}`), 200);
  expectStatus(await provider.get('/v1/operator-backends/resolve?evseId=DE*F01*E1'), 200);
  const { asOf } = first.body;
  expectStatus(await admin.get(`/v1/admin/visible?partner=former-provider&at=${asOf}&limit=1`), 200);

  recorder.step('speaks SOAP');
  const [bySoap, toSoap] = [
    registry.bySoap('former-operator', operator),
    registry.bySoap('former-provider', provider),
  ];
  const { update } = soapOperations('operator');
  const stated = statedDefinition(publication('DEF01E2', 'soap'), 'soap-1');
  const answers = [
    await bySoap.published(
      'AddServiceEndpoints',
      addedEndpoints('operator', publication('DEF01E3', 'added')),
    ),
    await bySoap.own(update, stated),
    await toSoap.published('GetServiceEndpoints'),
    await toSoap.own(soapOperations('operator').getUpdates),
  ];
  if (answers.some(({ code }) => code !== 'ok')) throw new Error(answers.map(({ text }) => text).join('\n'));

  recorder.step('shuts out and lets in again');
  const credential = `/v1/admin/partners/former-operator/credentials/${issued.body.credentialId}`;
  expectStatus(await admin.delete(credential), 204);
  expectStatus(await admin.post('/v1/admin/partners/former-both/suspend'), 200);
  expectStatus(await admin.post('/v1/admin/partners/former-both/readmit'), 200);

  recorder.step('removes what is old');
  await registry.prune();
  const secrets = { operator, provider, both };
  return Object.fromEntries(Object.entries(secrets).map(([name, { secret }]) => [`former-${name}`, secret]));
}
