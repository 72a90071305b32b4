import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, expectStatus, operatorPublication, TestRegistry } from '../environment/index.js';
import { Stage } from '../contract/stage.js';

const PATH = '/v1/admin/partners';
const CSV = { 'content-type': 'text/csv' };

const partner = (partnerId: string, more: object = {}) => ({
  partnerId,
  name: `Company ${partnerId}`,
  operatorIds: [],
  providerIds: [],
  ...more,
});
const connection = (operatorPartnerId: string, providerPartnerId: string) => ({
  operatorPartnerId,
  providerPartnerId,
});

describe('The register', () => {
  let registry: TestRegistry;

  beforeAll(async () => (registry = await TestRegistry.start()));
  afterAll(() => registry.stop());

  const restate = (body: object, query = '') => registry.admin.put(PATH + query, body);
  const restateCsv = (text: string, query = '') =>
    registry.admin.put(PATH + query, undefined, { raw: text, headers: CSV });
  const read = async (partnerId: string) => (await registry.admin.get(`${PATH}/${partnerId}`)).body;

  it('admits, changes and connects partners in one revision, and tells what it did', async () => {
    const before = partner('before', { operatorIds: ['DE*1AA', 'DE1AB'] });
    expectStatus(await registry.admin.post(PATH, before), 201);
    const body = {
      partners: [
        partner('before', { name: 'After', operatorIds: ['DE1AB'] }),
        partner('one', { operatorIds: ['de-1aa'], status: 'suspended' }),
        partner('two', { providerIds: ['DE*2AA'] }),
      ],
      roamingConnections: [connection('before', 'two'), connection('one', 'two')],
    };
    const made = await restate(body);
    expectStatus(made, 200);
    const counts = { partnersAdmitted: 2, partnersChanged: 1, partnersUnchanged: 0 };
    expect(made.body).toMatchObject({ dryRun: false, ...counts, connectionsSet: 2, connectionsUnchanged: 0 });
    expect(await read('before')).toMatchObject({ name: 'After', operatorIds: ['DE1AB'], status: 'admitted' });
    expect(await read('one')).toMatchObject({ operatorIds: ['DE1AA'], status: 'suspended' });
    const { items } = (await registry.admin.get('/v1/admin/roaming-connections')).body;
    expect(items).toEqual(body.roamingConnections.map((pair) => ({ ...pair, setAt: made.body.asOf })));
  });

  it('leaves an entry in the audit trail for each change, and one for the whole, all of the same revision', async () => {
    await registry.admin.post(PATH, partner('audited', { operatorIds: ['DE9ZA'] }));
    const stated = {
      partners: [
        partner('audited', { name: 'Renamed', operatorIds: ['DE9ZA'], status: 'suspended' }),
        partner('added', { providerIds: ['DE9ZB'] }),
      ],
      roamingConnections: [connection('audited', 'added')],
    };
    const { asOf } = (await restate(stated)).body;
    const { items } = (await registry.admin.get(`/v1/admin/audit?from=${asOf}`)).body;
    expect(items.map(({ action, subject }: any) => [action, subject])).toEqual([
      ['register.imported', { partnersAdmitted: 1, partnersChanged: 1, connectionsSet: 1 }],
      ['connection.set', { operatorPartnerId: 'audited', providerPartnerId: 'added' }],
      ['partner.admitted', { partnerId: 'added' }],
      ['partner.suspended', { partnerId: 'audited' }],
      ['partner.changed', { partnerId: 'audited' }],
    ]);
    expect(items.map(({ changedAt }: any) => changedAt)).toEqual(items.map(() => asOf));
    expect(items[4]).toMatchObject({ before: { name: 'Company audited' }, after: { name: 'Renamed' } });
    expect(items[3]).toMatchObject({ before: { status: 'admitted' }, after: { status: 'suspended' } });
  });

  it('is as stated already: nothing changes, and no revision is made', async () => {
    const body = {
      partners: [partner('same', { operatorIds: ['DE3AA'] }), partner('other', { providerIds: ['DE3AA'] })],
      roamingConnections: [connection('same', 'other')],
    };
    const first = await restate(body);
    registry.clock.advance(1_000);
    const again = await restate(body);
    expect(again.body).toEqual({
      asOf: first.body.asOf,
      dryRun: false,
      ...{ partnersAdmitted: 0, partnersChanged: 0, partnersUnchanged: 2 },
      ...{ connectionsSet: 0, connectionsUnchanged: 1 },
    });
  });

  it('leaves alone what is not named, and the status unless it says so', async () => {
    const own = { providerIds: ['DE4AA'] };
    await restate({ partners: [partner('unnamed', { providerIds: ['DE4AB'] }), partner('paused', own)] });
    expectStatus(await registry.admin.post(`${PATH}/paused/suspend`), 200);
    await restate({ partners: [partner('paused', { ...own, name: 'Renamed' })] });
    expect(await read('paused')).toMatchObject({ name: 'Renamed', status: 'suspended' });
    expect(await read('unnamed')).toMatchObject({ providerIds: ['DE4AB'], status: 'admitted' });
    const { body } = await restate({ partners: [partner('paused', { ...own, status: 'admitted' })] });
    expect(body).toMatchObject({ partnersAdmitted: 0, partnersChanged: 1 });
    expect(await read('paused')).toMatchObject({ status: 'admitted' });
    await restate({ partners: [partner('paused', { ...own, status: 'suspended' })] });
    expect(await read('paused')).toMatchObject({ status: 'suspended' });
  });

  it('with dryRun, tells what would come of it, and changes nothing', async () => {
    const present = (await registry.admin.get('/v1/admin/export')).headers.get('etag');
    const body = { partners: [partner('tried', { operatorIds: ['DE5AA'] })] };
    const tried = await restate(body, '?dryRun=true');
    expect(tried.body).toMatchObject({ dryRun: true, partnersAdmitted: 1 });
    expect(`"${tried.body.asOf}"`).toBe(present);
    expectStatus(await registry.admin.get(`${PATH}/tried`), 404);
    const wrong = { partners: [partner('tried', { operatorIds: ['DE1AB'] })] };
    expectStatus(await restate(wrong, '?dryRun=true'), 422);
  });

  it('lets an ID go from one partner to another', async () => {
    await restate({ partners: [partner('giver', { operatorIds: ['DE6AA', 'DE6AB'] }), partner('taker')] });
    const handed = [
      partner('taker', { operatorIds: ['DE6AA'] }),
      partner('giver', { operatorIds: ['DE6AB'] }),
    ];
    expect((await restate({ partners: handed })).body).toMatchObject({ partnersChanged: 2 });
    expect([await read('giver'), await read('taker')]).toMatchObject([
      { operatorIds: ['DE6AB'] },
      { operatorIds: ['DE6AA'] },
    ]);
  });

  it('shows to the partners like what was done one by one', async () => {
    const operator = await registry.admit('shown', { operatorIds: ['DE7AA'] });
    const provider = await registry.admit('seeing', { providerIds: ['DE7AB'] });
    const definition = operatorPublication(registry.clock, { whitelist: ['DE7AAE%'] });
    expectStatus(await operator.put('/v1/self/operator-backends/x', definition), 201);
    const { asOf } = (await provider.get('/v1/operator-backends')).body;
    const waiting = provider.get(`/v1/operator-backends/updates?since=${asOf}&wait=60`);
    const { body } = await restate({ roamingConnections: [connection('shown', 'seeing')] });
    const polled = (await waiting).body;
    expect(polled).toMatchObject({ asOf: body.asOf, updated: [{ partnerId: 'shown' }], removed: [] });
    const suspended = partner('shown', { operatorIds: ['DE7AA'], status: 'suspended' });
    expectStatus(await restate({ partners: [suspended] }), 200);
    expectStatus(await operator.get('/v1/self'), 403);
    const gone = await provider.get(`/v1/operator-backends/updates?since=${polled.asOf}`);
    expect(gone.body).toMatchObject({ updated: [], removed: [{ partnerId: 'shown', backendId: 'x' }] });
  });

  it('comes as CSV, in two documents told apart by their headers', async () => {
    const partners =
      '\uFEFFpartnerId,name,operatorIds,providerIds,status\r\n' +
      'csv-one,"Company, with ""quotes""",DE*8AA DE-8AB,,\r\n\r\ncsv-two,Two,,de8ac,suspended\r\n';
    expect((await restateCsv(partners)).body).toMatchObject({ partnersAdmitted: 2 });
    expect(await read('csv-one')).toMatchObject({
      name: 'Company, with "quotes"',
      operatorIds: ['DE8AA', 'DE8AB'],
      status: 'admitted',
    });
    expect(await read('csv-two')).toMatchObject({ providerIds: ['DE8AC'], status: 'suspended' });
    const connections = 'providerPartnerId,operatorPartnerId\ncsv-two,csv-one\n';
    expect((await restateCsv(connections)).body).toMatchObject({ connectionsSet: 1 });
    const unsaid = 'name,partnerId,providerIds,operatorIds\nTwo,csv-two,DE8AC,\n';
    expect((await restateCsv(unsaid)).body).toMatchObject({ partnersUnchanged: 1 });
  });

  it('comes out as it went in: exported, and stated in an empty registry, it is equal', async () => {
    const exported = await registry.admin.get('/v1/admin/export');
    const asCsv = (list: string): Promise<Answer> =>
      registry.admin.get(`/v1/admin/export?list=${list}`, { headers: { accept: 'text/csv' } });
    const lists = [(await asCsv('partners')).text, (await asCsv('roamingConnections')).text];
    for (const documents of [[exported.text], lists]) {
      const empty = await TestRegistry.start();
      for (const raw of documents) {
        const headers = raw.startsWith('{') ? {} : CSV;
        expectStatus(await empty.admin.put(PATH, undefined, { raw, headers }), 200);
      }
      const copied = await empty.admin.get('/v1/admin/export');
      await empty.stop();
      expect(copied.text).toBe(exported.text);
    }
    expect(exported.body.partners.length).toBeGreaterThan(10);
    expect(exported.body.roamingConnections.length).toBeGreaterThan(3);
  });

  it('is read in one state, however many pages that takes', async () => {
    const large = await TestRegistry.start();
    const partners = Array.from({ length: 2_500 }, (_, index) =>
      partner(`p${String(index).padStart(4, '0')}`, {
        operatorIds: [`A${letters(index)}`],
        providerIds: [`B${letters(index)}`],
      }),
    );
    const pairs = partners.slice(1).map(({ partnerId }) => connection(partners[0]!.partnerId, partnerId));
    expectStatus(await large.admin.put(PATH, { partners, roamingConnections: pairs }), 200);
    const { body } = await large.admin.get('/v1/admin/export');
    expect(body.partners.map(({ partnerId }: any) => partnerId)).toEqual(
      partners.map(({ partnerId }) => partnerId),
    );
    expect(body.roamingConnections).toEqual(pairs);
    await large.stop();
  });

  it('is made so once, though two state the same at once', async () => {
    const body = { partners: [partner('twice', { operatorIds: ['DE9AA'] })] };
    const answers = await Promise.all([restate(body), restate(body)]);
    expect(answers.map((answer) => answer.body.partnersAdmitted).sort()).toEqual([0, 1]);
    expect(new Set(answers.map((answer) => answer.body.asOf)).size).toBe(1);
  });
});

describe('A register is refused as a whole, and every bad row named', () => {
  let stage: Stage;

  beforeAll(async () => (stage = await Stage.set()));
  afterAll(() => stage.registry.stop());

  const json = (body: unknown) => () => stage.registry.admin.put(PATH, body);
  const csv = (text: string | Uint8Array) => () =>
    stage.registry.admin.put(PATH, undefined, { raw: text, headers: CSV });
  const good = partner('good', { operatorIds: ['FR001'] });

  it('where rows do not fit the schema', async () => {
    const body = {
      partners: [good, partner('BAD', { operatorIds: ['DE'], colour: 'red' }), 17],
      roamingConnections: [{ operatorPartnerId: 'cpo' }],
    };
    await stage.refuses(
      json(body),
      422,
      'invalid-value',
      { pointer: '#/partners/1/partnerId' },
      { pointer: '#/partners/1/operatorIds/0' },
      { pointer: '#/partners/1/colour', detail: 'is not a known field' },
      { pointer: '#/partners/2', detail: 'must be an object' },
      { pointer: '#/roamingConnections/0/providerPartnerId', detail: 'is missing' },
    );
    await stage.refuses(json({}), 422, 'invalid-value', { pointer: '#' });
    await stage.refuses(json([]), 422, 'invalid-value', { pointer: '#' });
    await stage.refuses(json(undefined), 422, 'invalid-value', { pointer: '#' });
    await stage.refuses(json({ partners: {} }), 422, 'invalid-value', { pointer: '#/partners' });
    await stage.refuses(json({ persons: [] }), 422, 'invalid-value', { pointer: '#/persons' });
  });

  it('where something is there twice', async () => {
    const body = {
      partners: [
        good,
        partner('good', { operatorIds: ['FR002', 'fr*002'] }),
        partner('third', { operatorIds: ['FR-001'] }),
      ],
      roamingConnections: [connection('cpo', 'emp'), connection('cpo', 'emp')],
    };
    await stage.refuses(
      json(body),
      422,
      'invalid-value',
      { pointer: '#/partners/1/partnerId', detail: 'is good again' },
      { pointer: '#/partners/1/operatorIds/1', detail: 'is FR002 again' },
      { pointer: '#/partners/2/operatorIds/0', detail: 'is FR001, which is stated to be of good, too' },
      { pointer: '#/roamingConnections/1', detail: 'is there twice' },
    );
  });

  it('where it breaks the rules that hold for one partner and one connection', async () => {
    const body = {
      partners: [
        good,
        partner('admin'),
        partner('thief', { operatorIds: ['FR003', 'NL1OP'] }),
        partner('cpo', { operatorIds: ['DE8AB'] }),
        partner('emp', { providerIds: [], operatorIds: ['FR004'] }),
      ],
      roamingConnections: [
        connection('good', 'outsider'),
        connection('good', 'good'),
        connection('good', 'cpo'),
        connection('nobody', 'outsider'),
      ],
    };
    await stage.refuses(
      json(body),
      422,
      'invalid-value',
      { pointer: '#/partners/1/partnerId', detail: 'is reserved for clearing-house staff' },
      { pointer: '#/partners/2/operatorIds/1', detail: 'NL1OP belongs to another partner' },
      {
        pointer: '#/partners/3/operatorIds',
        detail: 'must keep the IDs that published definitions claim: see cms-1',
      },
      {
        pointer: '#/partners/4/providerIds',
        detail: 'must keep the IDs that published definitions claim: see mdm-1',
      },
      { pointer: '#/roamingConnections/1/providerPartnerId', detail: 'must name another partner' },
      {
        pointer: '#/roamingConnections/2/providerPartnerId',
        detail: 'There is no provider with the partner ID cpo.',
      },
      {
        pointer: '#/roamingConnections/3/operatorPartnerId',
        detail: 'There is no operator with the partner ID nobody.',
      },
    );
    expectStatus(await stage.provider.delete('/v1/self/provider-backends/mdm-1'), 204);
    await stage.refuses(json({ partners: [partner('emp')] }), 422, 'invalid-value', {
      pointer: '#/partners/0/providerIds',
      detail: 'must keep at least one ID while there are roaming connections',
    });
  });

  it('in CSV by line and column', async () => {
    const rows = [
      'partnerId,name,operatorIds,providerIds',
      'good,Good,FR001,',
      'BAD,Bad,,',
      'thief,"A ""thief""",FR002 NL1OP,',
    ];
    await stage.refuses(csv(rows.join('\n')), 422, 'invalid-value', {
      line: 3,
      column: 'partnerId',
    } as object);
    const [header, first, , last] = rows;
    await stage.refuses(csv([header, first, '', last].join('\r\n')), 422, 'invalid-value', {
      line: 4,
      column: 'operatorIds',
      detail: 'NL1OP belongs to another partner',
    } as object);
    const pairs = 'operatorPartnerId,providerPartnerId\ncpo,emp\ncpo,emp\n';
    await stage.refuses(csv(pairs), 422, 'invalid-value', { line: 3, detail: 'is there twice' } as object);
  });

  it.each([
    ['nothing but a line end', '\n', 1, 'must be the header'],
    ['no header that is known', 'a;b\n', 1, 'must be partnerId,name,'],
    ['a column that is not known', 'partnerId,name,operatorIds,providerIds,colour\n', 1, 'no other columns'],
    [
      'a column twice',
      'operatorPartnerId,providerPartnerId,providerPartnerId\n',
      1,
      'providerPartnerId twice',
    ],
    ['a column missing', 'operatorPartnerId\ncpo\n', 1, 'does not name providerPartnerId'],
    ['a header without end', `partnerId${',,'.repeat(200_000)}`, 1, 'has more than 50 columns'],
    [
      'a row without end',
      `operatorPartnerId,providerPartnerId\n${','.repeat(400_000)}\n`,
      2,
      'has more than 50 columns',
    ],
    [
      'a list without end',
      `${Object.keys(good).join()}\nlong,Long,${'? '.repeat(2_000)},\n`,
      2,
      'longer lists',
    ],
    ['a row that is short', 'operatorPartnerId,providerPartnerId\ncpo,emp\ncpo\n', 3, 'has 1 columns'],
    ['a quote that stays open', 'operatorPartnerId,providerPartnerId\n"cpo,emp\n', 2, 'does not end'],
    ['a quote inside', 'operatorPartnerId,providerPartnerId\ncp"o,emp\n', 2, 'quotation mark'],
    ['an endless row', `operatorPartnerId,providerPartnerId\n${'x'.repeat(70_000)},emp\n`, 2, 'longer than'],
  ])('in CSV with %s', async (_, text, line, words) => {
    const detail = expect.stringContaining(words) as unknown as string;
    await stage.refuses(csv(text), 422, 'invalid-value', { line, detail } as object);
  });

  it('in CSV, where each of the rows that have not the form is named, whatever is wrong with it', async () => {
    const header = 'partnerId,name,operatorIds,providerIds,status';
    const rows = [header, 'cpo,Name,,,admitted,x', 'CPO,Name,,,', 'cpo,', 'emp,Name,,,away'];
    const { body } = await stage.refuses(csv(rows.join('\n')), 422, 'invalid-value');
    expect(body.errors.map(({ line, column }: any) => [line, column])).toEqual([
      [2, undefined],
      [3, 'partnerId'],
      [4, undefined],
      [5, 'status'],
    ]);
  });

  it('in CSV that is not UTF-8', async () => {
    const answer = await stage.refuses(csv(new Uint8Array([0x70, 0xff, 0x0a])), 422, 'invalid-value');
    expect(answer.body.detail).toBe('The body is not UTF-8.');
  });

  it('with millions of faults, of which some are listed, and some more looked for', async () => {
    const operatorIds = Array.from({ length: 40 }, (_, index) => `b${index}`);
    const partners = Array.from({ length: 50_000 }, (_, index) => partner(`p${index}`, { operatorIds }));
    const answer = await stage.refuses(json({ partners }), 422, 'invalid-value');
    expect(answer.body.errors).toHaveLength(1_000);
    expect(answer.body.detail).toContain('There may be more errors than listed.');
    const uneven = `operatorPartnerId,providerPartnerId\n${'cpo\n'.repeat(3_000)}`;
    const { body } = await stage.refuses(csv(uneven), 422, 'invalid-value');
    expect(body.detail).toContain('There may be more errors than listed.');
  });

  it('with thousands of rows that are there again, all of which are counted', async () => {
    const repeated = Array.from({ length: 1_601 }, () => partner('repeated'));
    const { body } = await stage.refuses(json({ partners: repeated }), 422, 'invalid-value');
    expect(body.errors).toHaveLength(1_000);
    expect(body.detail).toContain('There are 600 more errors than listed.');
  });

  it('with more rows, or longer ones, than are taken', async () => {
    const many = Array.from({ length: 50_001 }, () => connection('cpo', 'emp'));
    await stage.refuses(json({ roamingConnections: many }), 422, 'invalid-value', {
      pointer: '#/roamingConnections',
      detail: 'must have at most 50000 entries',
    });
    const lines = many.map(() => 'cpo,emp').join('\n');
    await stage.refuses(csv(`operatorPartnerId,providerPartnerId\n${lines}`), 422, 'invalid-value', {
      line: 50_002,
    } as object);
    const long = partner('long', { operatorIds: Array.from({ length: 2_000 }, () => '?') });
    await stage.refuses(json({ partners: [long] }), 422, 'invalid-value', { pointer: '#/partners/0' });
    const ids = Array.from({ length: 501 }, (_, index) => `F${letters(index)}`);
    await stage.refuses(json({ partners: [partner('long', { operatorIds: ids })] }), 422, 'invalid-value', {
      pointer: '#/partners/0/operatorIds',
    });
  });

  it('with bytes beyond the limit, other media types, and other query strings', async () => {
    await stage.refuses(csv('x'.repeat(16 * 1024 * 1024 + 1)), 413, 'body-too-large');
    const xml = { raw: '<a/>', headers: { 'content-type': 'text/xml' } };
    const answer = await stage.refuses(
      () => stage.registry.admin.put(PATH, undefined, xml),
      415,
      'unsupported-media-type',
    );
    expect(answer.body.detail).toBe('The body must be application/json or text/csv.');
    await stage.refuses(csv('x'.repeat(300_000)), 422, 'invalid-value');
    const elsewhere = () => stage.registry.admin.post(PATH, undefined, { raw: 'a,b', headers: CSV });
    await stage.refuses(elsewhere, 415, 'unsupported-media-type');
    const wrong = () => stage.registry.admin.put(`${PATH}?dryRun=yes`, { partners: [good] });
    await stage.refuses(wrong, 400, 'invalid-parameter', { parameter: 'dryRun' });
    const list = () => stage.registry.admin.get('/v1/admin/export?list=partners');
    await stage.refuses(list, 400, 'invalid-parameter', { parameter: 'list' });
  });

  it('from strangers and partners before a byte of it is read', async () => {
    const announced = async (secret: string) => {
      const { hostname, port } = new URL(stage.registry.address);
      const head = [
        `PUT ${PATH} HTTP/1.1`,
        'Host: a',
        `Authorization: Bearer ${secret}`,
        'Content-Type: application/json',
        'Content-Length: 16000000',
        'Connection: close',
      ];
      return await firstLine(hostname, Number(port), `${head.join('\r\n')}\r\n\r\n{`);
    };
    expect(await announced('wrong')).toBe('HTTP/1.1 401 Unauthorized');
    expect(await announced(stage.operator.secret)).toBe('HTTP/1.1 403 Forbidden');
  });
});

/** `BA001` … as the four characters behind a letter. */
function letters(index: number): string {
  return `A${index.toString(36).toUpperCase().padStart(3, '0')}`;
}

async function firstLine(host: string, port: number, bytes: string): Promise<string> {
  const socket = connect(port, host);
  socket.write(bytes);
  const [chunk] = await once(socket, 'data');
  socket.destroy();
  return String(chunk).split('\r\n')[0]!;
}
