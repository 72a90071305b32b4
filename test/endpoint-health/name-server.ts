import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIP } from 'node:net';
import { type Answer, decode, encode } from 'dns-packet';

/** The addresses that a name stands for when it is asked about for the nth time, from 1 on. */
export type Addresses = (count: number) => readonly string[];

/** Answers for the names it is told of; all others do not exist. */
export class NameServer {
  private readonly asked = new Map<string, number>();

  private constructor(
    private readonly socket: Socket,
    private readonly names: Readonly<Record<string, Addresses>>,
  ) {
    socket.on('message', (query, { port, address }) => {
      const answer = this.answer(query);
      if (answer) socket.send(answer, port, address);
    });
  }

  static async start(names: Readonly<Record<string, Addresses>>): Promise<NameServer> {
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return new NameServer(socket, names);
  }

  /** As `ProbeNetwork` names it. */
  get address(): string {
    return `127.0.0.1:${this.socket.address().port}`;
  }

  /** How often it was asked for IPv4 addresses of a name. */
  questions(name: string): number {
    return this.asked.get(name) ?? 0;
  }

  async stop(): Promise<void> {
    this.socket.close();
    await once(this.socket, 'close');
  }

  /** A name that stands for nothing gets silence, not an answer. */
  private answer(query: Buffer): Buffer | undefined {
    const { id, questions = [] } = decode(query);
    const [{ name, type } = { name: '', type: 'A' as const }] = questions;
    if (type === 'A') this.asked.set(name, this.questions(name) + 1);
    const addresses = this.names[name]?.(this.questions(name));
    if (addresses?.length === 0) return undefined;
    const answers = (addresses ?? [])
      .filter((address) => type === (isIP(address) === 4 ? 'A' : 'AAAA'))
      .map((data): Answer => ({ type: type as 'A' | 'AAAA', name, ttl: 0, data }));
    const NOT_THERE = 3;
    return encode({ type: 'response', id: id ?? 0, flags: addresses ? 0 : NOT_THERE, questions, answers });
  }
}
