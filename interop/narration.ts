import { inspect, isDeepStrictEqual } from 'node:util';
import { Failure } from '../demo/failure.js';
import type { Client } from './clients.js';

/** Tells what was done, one line for each client and step, and keeps in mind whether all went well. */
export class Narration {
  private done = 0;
  private wrong = 0;

  constructor(private readonly output: NodeJS.WritableStream) {}

  get isGood(): boolean {
    return this.wrong === 0;
  }

  compare(client: Client, title: string, got: unknown, expected: unknown): void {
    if (isDeepStrictEqual(got, expected)) this.good(client, title);
    else this.bad(client, title, difference(got, expected));
  }

  good(client: Client, title: string): void {
    this.done += 1;
    this.line(`ok     ${client.name}: ${title}`);
  }

  bad(client: Client, title: string, why: string): void {
    this.wrong += 1;
    this.line(`WRONG  ${client.name}: ${title} -- ${why.replaceAll('\n', '\n         ')}`);
  }

  notInstalled({ name, packages }: Client): void {
    this.wrong += 1;
    this.line(
      `WRONG  ${name}: is not installed, so nothing is known of it: apt-get install ${packages.join(' ')}`,
    );
  }

  /** @param client with which something else went wrong than what is looked at; undefined: with none */
  mishap(error: unknown, client?: Client): void {
    this.wrong += 1;
    const reason = error instanceof Failure ? `: ${difference(error.got, error.expected)}` : '';
    const text = error instanceof Error ? error.message : String(error);
    this.line(`WRONG  ${client ? `${client.name}: ` : ''}${text}${reason}`);
  }

  ending(clients: readonly Client[]): void {
    const names = clients.map(({ name }) => name).join(', ');
    if (this.isGood) this.line('', `All ${this.done} steps came out as expected with ${names}.`);
    else this.line('', `Failed: ${this.wrong} wrong, ${this.done} as expected with ${names}.`);
  }

  private line(...lines: string[]): void {
    this.output.write(`${lines.join('\n')}\n`);
  }
}

function difference(got: unknown, expected: unknown): string {
  return `expected ${show(expected)}, got ${show(got)}`;
}

function show(value: unknown): string {
  return inspect(value, { depth: null, breakLength: Infinity, compact: true });
}
