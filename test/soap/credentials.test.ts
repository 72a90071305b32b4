import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  addedEndpoints,
  envelope,
  expectStatus,
  request,
  type SoapAnswer,
  statedDefinition,
  usernameToken,
  withdrawnBackend,
} from '../environment/index.js';
import { outcomeOf } from './exchange.js';
import { SoapStage } from './soap-stage.js';

const MINUTE = 60_000;
const WSS = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss';
const WSU = `${WSS}-wssecurity-utility-1.0.xsd`;

/** What a caller shows: in the SOAP header, or beside the message. */
interface Shown {
  readonly header?: string;
  readonly authorization?: string;
}

let stage: SoapStage;
let secret: string;
let foreignSecret: string;
let adminSecret: string;
let revoked: string;
let expired: string;

beforeAll(async () => {
  stage = await SoapStage.set();
  secret = stage.stage.operator.secret;
  foreignSecret = stage.stage.provider.secret;
  adminSecret = stage.stage.registry.admin.secret;
  const { admin, clock } = stage.stage.registry;
  const credentials = '/v1/admin/partners/cpo/credentials';
  const { body } = await admin.post(credentials, {});
  revoked = body.secret;
  expectStatus(await admin.delete(`${credentials}/${body.credentialId}`), 204);
  const expiresAt = new Date(clock.now() + MINUTE).toISOString();
  expired = (await admin.post(credentials, { expiresAt })).body.secret;
  clock.advance(MINUTE);
});
afterAll(() => stage.stop());

const basic = (username: string, password: string) =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
const withoutType = (header: string) => header.replace(/ Type="[^"]*"/, '');
/** A security header with this inside. */
const security = (content: string, attributes = 'soap:mustUnderstand="1"') =>
  `<wsse:Security xmlns:wsse="${WSS}-wssecurity-secext-1.0.xsd" ${attributes}>${content}</wsse:Security>`;
const tokenOf = (...parts: string[]) => `<wsse:UsernameToken>${parts.join('')}</wsse:UsernameToken>`;
const username = (text = 'cpo') => `<wsse:Username>${text}</wsse:Username>`;
const password = (text = secret) => `<wsse:Password>${text}</wsse:Password>`;
const send = (content: string, { header = '', authorization }: Shown) =>
  stage.soap.send(envelope(header, content), authorization === undefined ? {} : { authorization });
const ask = (shown: Shown) => send(request('ochp', 'GetServiceEndpoints'), shown);

describe('The right credentials let a partner in', () => {
  it.each<[string, () => Shown]>([
    ['as a UsernameToken with PasswordText', () => ({ header: usernameToken('cpo', secret) })],
    ['as one without a Type', () => ({ header: withoutType(usernameToken('cpo', secret)) })],
    ['as one that need not be understood', () => ({ header: security(tokenOf(username(), password()), '') })],
    [
      'as one by another prefix',
      () => ({ header: usernameToken('cpo', secret).replaceAll('wsse:', 'o:').replace(':wsse', ':o') }),
    ],
    [
      'as one without a prefix',
      () => ({ header: usernameToken('cpo', secret).replaceAll('wsse:', '').replace(':wsse', '') }),
    ],
    ['with the password first', () => ({ header: security(tokenOf(password(), username())) })],
    [
      'with a nonce and the time of making beside the password, as some clients add them',
      () => ({
        header: security(
          tokenOf(
            username(),
            password(),
            `<wsse:Nonce>bm9uY2U=</wsse:Nonce><u:Created xmlns:u="${WSU}">2026-01-01T00:00:00Z</u:Created>`,
          ),
        ),
      }),
    ],
    [
      'with an ID of the token',
      () => ({
        header: usernameToken('cpo', secret).replace(
          '<wsse:UsernameToken',
          `$& xmlns:u="${WSU}" u:Id="token-1"`,
        ),
      }),
    ],
    [
      'with a Timestamp beside the token',
      () => ({
        header: security(
          `<u:Timestamp xmlns:u="${WSU}"><u:Created>2026-01-01T00:00:00Z</u:Created></u:Timestamp>` +
            tokenOf(username(), password()),
        ),
      }),
    ],
    [
      'with a Signature that need not be understood',
      () => ({
        header: security(
          `${tokenOf(username(), password())}<s:Signature xmlns:s="http://www.w3.org/2000/09/xmldsig#"/>`,
          '',
        ),
      }),
    ],
    [
      'written as CDATA',
      () => ({ header: security(tokenOf(username('<![CDATA[cpo]]>'), password(`<![CDATA[${secret}]]>`))) }),
    ],
    ['by HTTP Basic', () => ({ authorization: basic('cpo', secret) })],
    ['as a Bearer token', () => ({ authorization: `Bearer ${secret}` })],
  ])('%s', async (_name, shown) => {
    const answer = await ask(shown());
    expect(outcomeOf(answer)).toBe('ok');
    expect(answer.text).not.toContain(secret);
  });

  it('in the header, whatever the Authorization header says: a gateway may have put it there', async () => {
    const header = usernameToken('cpo', secret);
    for (const authorization of [
      basic('emp', foreignSecret),
      `Bearer ${foreignSecret}`,
      basic('cpo', 'wrong'),
      'nonsense',
    ])
      expect(outcomeOf(await ask({ header, authorization }))).toBe('ok');
  });

  it('as who they are of', async () => {
    const header = usernameToken('emp', foreignSecret);
    const { body } = await ask({ header, authorization: basic('cpo', secret) });
    expect(body.operatorEndpointArray).toHaveLength(1);
    expect(body.providerEndpointArray).toBeUndefined();
  });
});

describe('Without the right credentials nobody is let in', () => {
  let unchanged: () => Promise<void>;
  beforeAll(async () => {
    unchanged = await stage.picture();
  });

  /** All operations, with what would be done if it were let in. */
  const messages = (): [operation: string, message: string][] => {
    const operatorBackend = stage.backend('intruder');
    const providerBackend = { ...operatorBackend, whitelist: ['DE9BBC%'], blacklist: [] };
    const changes = (backend: typeof operatorBackend) =>
      statedDefinition(backend, 'intruder') + withdrawnBackend('cms-1') + withdrawnBackend('mdm-1');
    return [
      [
        'AddServiceEndpoints',
        request('ochp', 'AddServiceEndpoints', addedEndpoints('operator', operatorBackend)),
      ],
      ['GetServiceEndpoints', request('ochp', 'GetServiceEndpoints')],
      ...(
        [
          ['UpdateOperatorBackendDefinition', changes(operatorBackend)],
          ['GetOperatorBackendDefinitionUpdates', ''],
          ['UpdateProviderBackendDefinition', changes(providerBackend)],
          ['GetProviderBackendDefinitionUpdates', ''],
        ] as const
      ).map(([operation, content]): [string, string] => [operation, request('registry', operation, content)]),
    ];
  };
  const secrets = () => [secret, foreignSecret, adminSecret, revoked, expired];

  /** The answer to each operation, in its own response element. */
  const refused = async (shown: Shown): Promise<SoapAnswer[]> => {
    const answers = [];
    for (const [operation, message] of messages()) {
      const answer = await send(message, shown);
      expect([operation, answer.status, outcomeOf(answer)]).toEqual([operation, 200, 'not-authorized']);
      expect(answer.text).toMatch(new RegExp(`<soap:Body><(\\w+:)?${operation}Response[ >]`));
      for (const one of secrets()) expect(answer.text).not.toContain(one.slice(-20));
      expect(Object.keys(answer.body)).toEqual(['result']);
      answers.push(answer);
    }
    return answers;
  };

  /** Whatever is wrong with a name or a secret is told alike, so that nothing can be learned by trying. */
  const told = 'The credentials are unknown, wrong, expired or revoked.';

  it.each<[string, () => Shown, description: string | RegExp]>([
    ['no credentials', () => ({}), /UsernameToken with PasswordText.* or by HTTP Basic/],
    ['a wrong secret', () => ({ header: usernameToken('cpo', `${secret.slice(0, -1)}-`) }), told],
    ['a secret that was cut off', () => ({ header: usernameToken('cpo', secret.slice(0, -1)) }), told],
    ['any other secret', () => ({ header: usernameToken('cpo', 'password') }), told],
    ['an empty secret', () => ({ header: usernameToken('cpo', '') }), told],
    ['a name of a stranger', () => ({ header: usernameToken('nobody', secret) }), told],
    ['a name that is no ID', () => ({ header: usernameToken("cpo' OR 1=1 --", secret) }), told],
    ['a name in capitals', () => ({ header: usernameToken('CPO', secret) }), told],
    ['an empty name', () => ({ header: usernameToken('', secret) }), told],
    ['the secret of another', () => ({ header: usernameToken('cpo', foreignSecret) }), told],
    ['the name of another', () => ({ header: usernameToken('emp', secret) }), told],
    ['a revoked credential', () => ({ header: usernameToken('cpo', revoked) }), told],
    ['an expired credential', () => ({ header: usernameToken('cpo', expired) }), told],
    [
      'the admin secret under the name of a partner',
      () => ({ header: usernameToken('cpo', adminSecret) }),
      told,
    ],
    [
      'the secret of a partner under the name admin',
      () => ({ header: usernameToken('admin', secret) }),
      told,
    ],
    [
      'the admin secret: staff is no partner',
      () => ({ header: usernameToken('admin', adminSecret) }),
      'This is for roaming partners only.',
    ],
    [
      'the admin secret as a Bearer token',
      () => ({ authorization: `Bearer ${adminSecret}` }),
      'This is for roaming partners only.',
    ],
    ['a wrong secret by HTTP Basic', () => ({ authorization: basic('cpo', foreignSecret) }), told],
    ['a wrong Bearer token', () => ({ authorization: `Bearer ${secret}x` }), told],
    ['a revoked Bearer token', () => ({ authorization: `Bearer ${revoked}` }), told],
    [
      'a PasswordDigest, in words that say why not',
      () => ({ header: usernameToken('cpo', 'bm90IHRoZSBkaWdlc3Q=', 'PasswordDigest') }),
      /PasswordText.*PasswordDigest/,
    ],
    [
      'a PasswordDigest, even if it is the secret',
      () => ({ header: usernameToken('cpo', secret, 'PasswordDigest') }),
      /PasswordText.*PasswordDigest/,
    ],
    [
      'two UsernameTokens',
      () => ({ header: security(tokenOf(username(), password()).repeat(2)) }),
      /more than one UsernameToken/,
    ],
    [
      'two UsernameTokens, with an instruction between',
      () => ({ header: security(tokenOf(username(), password()).concat('<?a?>').repeat(2)) }),
      /more than one UsernameToken/,
    ],
    [
      'two security headers',
      () => ({ header: usernameToken('cpo', secret) + usernameToken('emp', foreignSecret) }),
      /more than one UsernameToken/,
    ],
    ['a UsernameToken without a password', () => ({ header: security(tokenOf(username())) }), /a Password/],
    ['a UsernameToken without a name', () => ({ header: security(tokenOf(password())) }), /a Username/],
    ['an empty UsernameToken', () => ({ header: security(tokenOf()) }), /a Username and a Password/],
    [
      'two passwords in one token',
      () => ({ header: security(tokenOf(username(), password(), password(foreignSecret))) }),
      /Password/,
    ],
    [
      'two names in one token',
      () => ({ header: security(tokenOf(username(), username('emp'), password())) }),
      /Username/,
    ],
    [
      'a name and a password of no namespace',
      () => ({
        header: security(tokenOf(`<Username>cpo</Username>`, `<Password>${secret}</Password>`)),
      }),
      /a Username and a Password/,
    ],
    ['an empty security header', () => ({ header: security('') }), /UsernameToken/],
    [
      'a security header for another actor',
      () => ({ header: security(tokenOf(username(), password()), 'soap:actor="urn:another"') }),
      /UsernameToken/,
    ],
    [
      'a security header of another namespace',
      () => ({ header: security(tokenOf(username(), password()), '').replace('200401-wss', '200401-x') }),
      /UsernameToken/,
    ],
    [
      'a wrong token, and the right Authorization header',
      () => ({ header: usernameToken('cpo', 'wrong'), authorization: basic('cpo', secret) }),
      told,
    ],
    [
      'a token without a password, and the right Authorization header',
      () => ({ header: security(tokenOf(username())), authorization: basic('cpo', secret) }),
      /a Password/,
    ],
    ['an Authorization header of no scheme', () => ({ authorization: secret }), /Authorization header/],
    ['an empty Basic', () => ({ authorization: 'Basic' }), /Authorization header/],
    ['Basic that is not encoded', () => ({ authorization: `Basic cpo:${secret}` }), /Authorization header/],
    ['another scheme', () => ({ authorization: `Digest ${secret}` }), /Authorization header/],
    [
      'two schemes',
      () => ({ authorization: `Bearer ${secret}, ${basic('cpo', secret)}` }),
      /Authorization header/,
    ],
  ])('with %s', async (_name, shown, description) => {
    for (const answer of await refused(shown())) {
      if (typeof description === 'string') expect(answer.description).toBe(description);
      else expect(answer.description).toMatch(description);
    }
  });

  it('whatever else is wrong with the message, of which nothing is told', async () => {
    const bad = request(
      'ochp',
      'AddServiceEndpoints',
      '<m:operatorEndpointArray><m:x/></m:operatorEndpointArray>',
    );
    const answers = [
      await send(bad, { header: usernameToken('cpo', 'wrong') }),
      await send(bad, { header: usernameToken('emp', secret) }),
      await send(bad, {}),
      await send(bad, { authorization: 'nonsense' }),
    ];
    for (const answer of answers) {
      expect(outcomeOf(answer)).toBe('not-authorized');
      expect(answer.description).not.toMatch(/operatorEndpointArray|schema/);
    }
  });

  it('and nothing comes of all that', async () => {
    await unchanged();
    await stage.goesOn();
  });

  it('not even with the right ones, while the partner is suspended', async () => {
    const { admin } = stage.stage.registry;
    expectStatus(await admin.post('/v1/admin/partners/cpo/suspend'), 200);
    const unchangedMeanwhile = await stage.picture();
    for (const shown of [{ header: usernameToken('cpo', secret) }, { authorization: basic('cpo', secret) }])
      for (const { description } of await refused(shown)) expect(description).toMatch(/suspended/i);
    for (const { description } of await refused({ header: usernameToken('cpo', foreignSecret) }))
      expect(description).toBe(told);
    await unchangedMeanwhile();
    expectStatus(await admin.post('/v1/admin/partners/cpo/readmit'), 200);
    await stage.goesOn();
  });
});

describe('A security header that asks for more than is done is not understood', () => {
  const more: [string, string][] = [
    ['a Signature', '<s:Signature xmlns:s="http://www.w3.org/2000/09/xmldsig#"/>'],
    ['an EncryptedKey', '<e:EncryptedKey xmlns:e="http://www.w3.org/2001/04/xmlenc#"/>'],
    ['a BinarySecurityToken', '<wsse:BinarySecurityToken>x</wsse:BinarySecurityToken>'],
    ['an Assertion', '<a:Assertion xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion"/>'],
    ['a UsernameToken of another namespace', '<x:UsernameToken xmlns:x="urn:x"/>'],
    ['a Timestamp of another namespace', '<wsse:Timestamp/>'],
  ];

  const expectNotUnderstood = async (content: string) => {
    const answer = await ask({ header: security(content), authorization: basic('cpo', secret) });
    expect(outcomeOf(answer)).toBe('MustUnderstand');
    expect(String(answer.body.faultstring![0])).toContain('Security');
    expect(answer.text).not.toContain(secret);
  };

  it.each(more)('with %s', async (_name, element) => {
    const token = tokenOf(username(), password());
    for (const content of [token + element, element + token, element]) await expectNotUnderstood(content);
  });

  it('even where it does so behind a processing instruction', async () => {
    await expectNotUnderstood(`${tokenOf(username(), password())}<?a?>${more[0]![1]}`);
  });
});
