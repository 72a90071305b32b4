import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshToken, messageElement } from '../environment/index.js';
import { exchange, outcomeOf, PATH } from './exchange.js';
import {
  CHARACTERS,
  ENTITIES,
  type HostileMessage,
  LIMIT,
  TOO_MUCH,
  TRICKS,
  type Victim,
} from './hostile-messages.js';
import { SoapStage } from './soap-stage.js';

const LONGEST_ANSWER = 4_096;

let stage: SoapStage;
let unchanged: () => Promise<void>;
let listener: Server;
/** How often somebody asked elsewhere. */
let asked = 0;
const tokens: string[] = [];
const answers: string[] = [];

beforeAll(async () => {
  stage = await SoapStage.set({ configuration: { logLevel: 'trace' } });
  unchanged = await stage.picture();
  listener = createServer((_request, response) => {
    asked += 1;
    response.end('<!ENTITY x "canary">');
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
});
afterAll(async () => {
  listener.close();
  await stage.stop();
});

function victim(): Victim {
  const accessToken = `canary-${freshToken()}`;
  tokens.push(accessToken);
  const validDate = stage.stage.registry.clock.day();
  return {
    message: stage.adding(stage.backend('hostile', { tokens: [{ accessToken, validDate }] })),
    accessToken,
    secret: stage.soap.secret,
    elsewhere: `http://127.0.0.1:${(listener.address() as AddressInfo).port}/x`,
  };
}

/** Made so long by comments in the header: by no more, and none longer, than an envelope may have. */
function padded(message: string, length: number): string {
  const left = length - message.length - '<x></x><x></x>'.length;
  const count = Math.ceil(left / 4_000);
  const lengths = Array.from({ length: count }, (_, index) => Math.floor((left + index) / count));
  const comments = lengths.map((one) => `<!--${'x'.repeat(one - '<!---->'.length)}-->`);
  const half = Math.floor(count / 2);
  const entries = [comments.slice(0, half), comments.slice(half)].map((part) => `<x>${part.join('')}</x>`);
  return message.replace('<soap:Header>', (start) => start + entries.join(''));
}

/** The outcome, which is told in few words. */
async function outcomeOfSending(message: string | Uint8Array): Promise<string> {
  expect(Buffer.byteLength(message)).toBeLessThanOrEqual(LIMIT);
  const answer = await stage.soap.send(message, { 'content-type': 'text/xml' });
  expect(answer.text.length).toBeLessThan(LONGEST_ANSWER);
  answers.push(answer.text);
  return outcomeOf(answer);
}

function holds(messages: readonly HostileMessage[]): void {
  it.each(messages)('%s', async (_name, outcome, write) => {
    expect(await outcomeOfSending(write(victim()))).toMatch(outcome);
    await stage.goesOn();
  });

  it('and nothing comes of all that', () => unchanged());
}

describe('Entities are refused', () => holds(ENTITIES));

describe('Much is refused in few words', () => {
  holds(TOO_MUCH);

  it('more than 512 KiB', async () => {
    const { message } = victim();
    const [longest, tooLong] = [padded(message, LIMIT), padded(message, LIMIT + 1)];
    expect(outcomeOf(await stage.soap.send(tooLong))).toBe('Client body-too-large');
    const body = [tooLong.slice(0, 100_000), tooLong.slice(100_000, 300_000), tooLong.slice(300_000)];
    const answer = await exchange(stage.address, { headers: { 'content-type': 'text/xml' }, body });
    expect(outcomeOf(answer)).toBe('Client body-too-large');
    await unchanged();
    expect(await outcomeOfSending(longest.replace('DE8AAE%', 'DE8AA%%'))).toBe('format');
  });

  it('300 endpoints: there may be 200', async () => {
    const backends = Array.from({ length: 300 }, (_, index) => stage.backend(`many-${index}`));
    tokens.push(...backends.map(({ tokens: [token] }) => token!.accessToken));
    const answer = await stage.soap.send(stage.adding(...backends));
    expect(outcomeOf(answer)).toBe('format');
    expect(answer.description).toContain('at most 200');
    await unchanged();
  });

  it('3,000 endpoints, of which the same is told', async () => {
    const element = messageElement('operatorEndpointArray', '');
    const content = element.repeat(3_000);
    const answer = await stage.soap.published('AddServiceEndpoints', content);
    expect(outcomeOf(answer)).toBe('format');
    expect(answer.description).toContain('at most 200');
  });

  it('200 endpoints that are all refused', async () => {
    const foreign = Array.from({ length: 200 }, (_, index) =>
      stage.backend(`foreign-${index}`, { whitelist: Array.from({ length: 20 }, () => 'NL1OPE%') }),
    );
    const answer = await stage.soap.send(stage.adding(...foreign));
    expect(outcomeOf(answer)).toBe('invalid-id');
    expect(answer.text.length).toBeLessThan(LONGEST_ANSWER);
    await unchanged();
  });
});

describe('Tricks are not gone along with', () => {
  holds(TRICKS);

  it('nothing was asked for elsewhere', () => {
    expect(asked).toBe(0);
    for (const answer of answers) expect(answer).not.toMatch(/root:/);
  });
});

describe('Characters that are no text are refused', () => holds(CHARACTERS));

describe('Others are not disturbed', () => {
  const head = (length: number) =>
    `POST ${PATH} HTTP/1.1\r\nHost: a\r\nContent-Type: text/xml\r\nContent-Length: ${length}\r\n\r\n`;
  /** Says something, and hangs up in this way. */
  const hangUp = async (said: string, how: 'end' | 'destroy') => {
    const socket = connect(Number(new URL(stage.address).port), '127.0.0.1');
    socket.on('error', () => undefined).resume();
    await once(socket, 'connect');
    await new Promise((written) => socket.write(said, written));
    if (how === 'end') socket.end();
    else socket.destroy();
  };
  const ended = () => stage.stage.registry.log.filter((line) => line.includes('"aborted":true')).length;

  it('by bodies that break off, and callers that hang up', async () => {
    const before = ended();
    const { message } = victim();
    const bytes = Buffer.byteLength(message);
    const said = [head(bytes + 1) + message, head(bytes) + message.slice(0, 300), head(1_000)];
    for (const how of ['end', 'destroy'] as const) for (const one of said) await hangUp(one, how);
    await Promise.all(Array.from({ length: 20 }, () => stage.goesOn()));
    while (ended() < before + 2 * said.length) await delay(20);
    await unchanged();
  });

  it('by many hostile messages at once', async () => {
    const hostile = [...ENTITIES, ...TRICKS, ...CHARACTERS];
    const sent = hostile.map(async ([name, outcome, write]) => {
      const told = await outcomeOfSending(write(victim()));
      return [name, told, outcome.test(told)];
    });
    const good = Array.from({ length: 30 }, () => stage.goesOn());
    for (const [name, told, isRight] of await Promise.all(sent))
      expect([name, told, isRight]).toEqual([name, told, true]);
    await Promise.all(good);
    await unchanged();
  });
});

describe('Of all that', () => {
  const sought = () => [...tokens, stage.soap.secret, stage.soap.secret.slice(-30)];

  it('no answer holds an access token or the secret', () => {
    expect(answers.length).toBeGreaterThan(100);
    const told = answers.join('\n');
    expect(sought().filter((one) => told.includes(one))).toEqual([]);
    expect(told).not.toContain('canary');
  });

  it('nor does any line of the log, which tells of no failure of the service', () => {
    const lines = stage.stage.registry.log.join('');
    expect(lines).toContain('"outcome":"format"');
    expect(sought().filter((one) => lines.includes(one))).toEqual([]);
    expect(lines).not.toContain('canary');
    const failures = stage.stage.registry.log.filter((line) => /"level":"(warn|error|fatal)"/.test(line));
    expect(failures).toEqual([]);
  });
});
