import { setImmediate as nextRound } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { PartnerId } from '../partners/index.js';
import { Turns } from './turns.js';

const ONE = 'one' as PartnerId;
const OTHER = 'other' as PartnerId;

describe('Turns', () => {
  let turns: Turns;
  let refused: string[];
  let begun: { name: string; turn: Disposable }[];
  beforeEach(() => {
    turns = new Turns();
    begun = [];
    refused = [];
  });

  const ask = async (partner: PartnerId, name: string, isGone = () => false) => {
    const turn = await turns.take(partner, isGone);
    if (turn) begun.push({ name, turn });
    else refused.push(name);
  };
  const askAll = (partner: PartnerId, ...names: string[]) => names.forEach((name) => void ask(partner, name));
  const end = (name: string) => begun.find((one) => one.name === name)!.turn[Symbol.dispose]();
  const names = async () => {
    for (let round = 0; round < 20; round += 1) await nextRound();
    return begun.map(({ name }) => name);
  };

  it('are two at once, and the rest come in order', async () => {
    askAll(ONE, 'a', 'b', 'c', 'd');
    expect(await names()).toEqual(['a', 'b']);
    end('b');
    expect(await names()).toEqual(['a', 'b', 'c']);
    end('a');
    end('c');
    expect(await names()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('of one partner are of no matter to another', async () => {
    askAll(ONE, 'a', 'b', 'c');
    askAll(OTHER, 'x', 'y', 'z');
    expect(await names()).toEqual(['a', 'b', 'x', 'y']);
  });

  it('are not for those who have gone when it would be theirs', async () => {
    let isGone = false;
    askAll(ONE, 'a', 'b');
    void ask(ONE, 'gone', () => isGone);
    void ask(ONE, 'gone, too', () => isGone);
    void ask(ONE, 'c');
    await names();
    isGone = true;
    end('a');
    expect(await names()).toEqual(['a', 'b', 'c']);
  });

  it('end once, however often that is said', async () => {
    askAll(ONE, 'a', 'b', 'c', 'd');
    await names();
    end('a');
    end('a');
    expect(await names()).toEqual(['a', 'b', 'c']);
  });

  it('are kept for those who wait while one is passed on', async () => {
    askAll(ONE, 'a', 'b', 'waits');
    await names();
    end('a');
    askAll(ONE, 'comes now');
    expect(await names()).toEqual(['a', 'b', 'waits']);
  });

  it('are refused to those who wait when the service stops, and end for those who have one', async () => {
    askAll(ONE, 'a', 'b', 'c', 'd');
    await names();
    turns.onModuleDestroy();
    expect([await names(), refused]).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    end('a');
    askAll(ONE, 'e');
    end('b');
    expect(await names()).toEqual(['a', 'b', 'e']);
  });

  it('are there again after all have ended', async () => {
    askAll(ONE, 'a', 'b', 'c');
    for (const name of ['a', 'b', 'c']) {
      await names();
      end(name);
    }
    askAll(ONE, 'd', 'e');
    expect(await names()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});
