import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { Sabotage } from '../contract/sabotage.js';
import {
  addedEndpoints,
  type Client,
  envelope,
  freshToken,
  request,
  type SoapAnswer,
  type SoapClient,
  TestRegistry,
} from '../environment/index.js';

let registry: TestRegistry;
let sabotage: Sabotage;
let operator: Client;
let soap: SoapClient;
/** Lines of the log that were there before the test. */
let before: number;

beforeAll(async () => {
  registry = await TestRegistry.start({ configuration: { logLevel: 'trace' } });
  sabotage = await Sabotage.of(registry.databaseUrl);
  operator = await registry.admit('cpo', { operatorIds: ['DE8AA'] });
  soap = registry.bySoap('cpo', operator);
});
afterAll(async () => {
  await sabotage.end();
  await registry.stop();
});
beforeEach(() => {
  before = registry.log.length;
});

const lines = () => registry.log.slice(before).map((line) => JSON.parse(line) as Record<string, any>);
const add = (accessToken = freshToken(), whitelist = ['DE8AAE%']) =>
  soap.published(
    'AddServiceEndpoints',
    addedEndpoints('operator', {
      url: 'https://cms.example/direct',
      namespaceUrl: 'http://ochp.eu/1.4',
      whitelist,
      tokens: [{ accessToken, validDate: registry.clock.day() }],
    }),
  );
/** The access line is written when the answer is out. */
async function accessLine({ headers }: SoapAnswer): Promise<Record<string, any>> {
  const id = headers.get('x-request-id');
  for (;;) {
    const line = lines().find(({ msg, requestId }) => msg === 'request' && requestId === id);
    if (line) return line;
    await new Promise(setImmediate);
  }
}

it('The access line says which operation it was, who called, and what came of it', async () => {
  expect(await accessLine(await add())).toMatchObject({
    method: 'POST',
    path: '/soap/ochp-direct',
    status: 200,
    operation: 'AddServiceEndpoints',
    partnerId: 'cpo',
    outcome: 'ok',
  });
  const refused = await registry.bySoap('cpo', { secret: 'wrong' }).published('GetServiceEndpoints');
  const line = await accessLine(refused);
  expect(line).toMatchObject({ status: 200, operation: 'GetServiceEndpoints', outcome: 'not-authorized' });
  expect(line).not.toHaveProperty('partnerId');
  const fault = await soap.send('no XML');
  expect(await accessLine(fault)).toMatchObject({ status: 500, outcome: 'fault Client' });
});

it('The caller’s own request ID is answered and logged', async () => {
  const message = envelope(soap.securityHeader(), request('ochp', 'GetServiceEndpoints'));
  const answer = await soap.send(message, { 'x-request-id': 'ours-1' });
  expect(answer.headers.get('x-request-id')).toBe('ours-1');
  expect(await accessLine(answer)).toMatchObject({ requestId: 'ours-1' });
});

it('A failure of the service is the result "server" and changes nothing; what is behind it is in the log only', async () => {
  const failed = await sabotage.whileBroken(
    'ALTER TABLE access_token RENAME TO access_token_gone',
    'ALTER TABLE access_token_gone RENAME TO access_token',
    () => add('token-that-fails'),
  );
  expect(failed).toMatchObject({ status: 200, code: 'server' });
  expect(failed.description).toMatch(/^Something went wrong inside the registry\. The request ID helps/);
  expect(failed.text).not.toMatch(/access_token|relation/);
  const [error] = lines().filter(({ level }) => level === 'error');
  expect(error).toMatchObject({ requestId: failed.headers.get('x-request-id'), err: { code: '42P01' } });
  expect(registry.log.join('')).not.toContain('token-that-fails');
});

it('A database that cannot answer now is the result "server", and asks to try again', async () => {
  const cut = await sabotage.whileCutOff(() => add('token-that-is-cut'));
  expect(cut).toMatchObject({ status: 200, code: 'server' });
  expect(cut.description).toBe('The registry cannot answer now. Try again soon.');
  expect((await add()).code).toBe('ok');
  expect(registry.log.join('')).not.toContain('token-that-is-cut');
});

it('No result, fault or line of the log holds a secret or an access token', async () => {
  const secret = 'secret-of-nobody';
  const token = 'token-that-is-refused';
  const stranger = registry.bySoap('cpo', { secret });
  const answers = [
    await add(token, ['XX999E%']),
    await add(`${token}\t`),
    await add(token.repeat(20)),
    await stranger.published('AddServiceEndpoints'),
    await stranger.send(envelope(stranger.securityHeader(), request('ochp', token))),
    await stranger.send(
      envelope(stranger.securityHeader(), request('ochp', 'GetServiceEndpoints')).slice(0, -30),
    ),
    await stranger.send(envelope(stranger.securityHeader(), `<${token}`)),
    await soap.published(
      'AddServiceEndpoints',
      `<m:operatorEndpointArray><m:url>${token}</m:url></m:operatorEndpointArray>`,
    ),
    await soap.own(
      'GetOperatorBackendDefinitionUpdates',
      `<m:lastUpdate><m:DateTime>${token}</m:DateTime></m:lastUpdate>`,
    ),
  ];
  const told = [...answers.map(({ text }) => text), ...registry.log].join('\n');
  for (const hidden of [secret, token, operator.secret]) expect(told.includes(hidden)).toBe(false);
});
