import { expect } from '@jest/globals';
import { type SoapAnswer, soapOperations } from '../environment/index.js';
import type { Pages, Reader, Reading, Seen } from './pages.js';
import { revisionOf, type World } from './world.js';

/** Reads in one answer: SOAP clients know no pages. */
export class SoapReader implements Reader {
  constructor(
    private readonly world: World,
    private readonly reading: Reading,
  ) {}

  async read(since: string | undefined): Promise<Pages | undefined> {
    const { world, reading } = this;
    const lastUpdate = since && `<m:lastUpdate><m:DateTime>${since}</m:DateTime></m:lastUpdate>`;
    const client = world.soapClients[reading.viewer]!;
    const answer = await client.own(soapOperations(reading.role).getUpdates, lastUpdate);
    if (answer.code === 'not-authorized') {
      expect(world.isAdmitted(reading.viewer)).toBe(false);
      return undefined;
    }
    const pages = toPages(answer);
    expect(pages.isFullList).toBe(since === undefined);
    expect(answer.code).toBe(pages.isFullList && pages.updated.length === 0 ? 'roaming' : 'ok');
    expect(revisionOf(pages.asOf)).toBe(world.model.now.from);
    expect(world.strangersIn(JSON.stringify(pages.updated), reading.viewer, '')).toEqual([]);
    return pages;
  }
}

function toPages({ body }: SoapAnswer): Pages {
  return {
    asOf: body.asOf![0].DateTime[0],
    isFullList: body.isFullList![0] === 'true',
    updated: (body.backendDefinition ?? []).map(toSeen),
    removed: (body.removedBackendDefinition ?? []).map(
      ({ partnerId: [partnerId], backendId: [backendId] }) => ({
        partnerId,
        backendId,
      }),
    ),
  };
}

function toSeen(element: Record<string, any[]>): Seen {
  const first = (name: string): string => element[name]![0];
  return {
    partnerId: first('partnerId'),
    backendId: first('backendId'),
    url: first('url'),
    namespaceUrl: first('namespaceUrl'),
    binding: 'soap',
    whitelist: element.whitelist ?? [],
    blacklist: element.blacklist ?? [],
    tokens: (element.token ?? []).map(({ accessToken: [accessToken] }) => ({ accessToken })),
  };
}
