import { connect, type Socket } from 'node:net';

const HEADER_END = '\r\n\r\n';
const LAST_CHUNK = '0\r\n\r\n';

/**
 * A connection that sends one request after another and does as little as possible with the answers, so that the load
 * generator is not what is measured. One request is under way at a time: where an answer ends, there is nothing behind.
 */
export class KeepAliveConnection {
  private received: Buffer[] = [];
  private length = 0;
  private expected: number | undefined;
  private isChunked = false;
  private status = 0;
  private settle: ((status: number) => void) | undefined;
  private fail: ((error: Error) => void) | undefined;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (data) => this.take(data));
    socket.on('close', () =>
      this.fail?.(new Error('The server closed a connection with a request under way.')),
    );
    socket.on('error', (error) => this.fail?.(error));
  }

  static open(port: number): Promise<KeepAliveConnection> {
    return new Promise((settle, fail) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('error', fail);
      socket.once('connect', () => settle(new KeepAliveConnection(socket)));
    });
  }

  /** @param done called with the status of the answer, right when its last byte is there */
  send(request: string, done: (status: number) => void, failed: (error: Error) => void): void {
    [this.settle, this.fail] = [done, failed];
    this.socket.write(request, 'latin1');
  }

  /** The status of the answer, and its body, which holds chunk sizes where it came in chunks. */
  exchange(request: string): Promise<{ status: number; body: string }> {
    return new Promise((settle, fail) => {
      this.send(request, (status) => settle({ status, body: this.body }), fail);
    });
  }

  close(): void {
    this.fail = undefined;
    this.socket.destroy();
  }

  /** Of the last answer. */
  get body(): string {
    const text = Buffer.concat(this.received).toString();
    return text.slice(text.indexOf(HEADER_END) + HEADER_END.length);
  }

  private take(data: Buffer): void {
    if (this.expected === undefined && !this.isChunked) this.begin(data);
    else this.received.push(data);
    this.length += data.length;
    const isWhole = this.isChunked
      ? data.toString('latin1', data.length - LAST_CHUNK.length) === LAST_CHUNK
      : this.length >= (this.expected ?? Infinity);
    if (isWhole) this.end();
  }

  /** Headers come in one piece: they are shorter than any segment. */
  private begin(data: Buffer): void {
    this.received = [data];
    this.length = 0;
    const head = data.toString('latin1', 0, Math.min(data.length, 1_024));
    const end = head.indexOf(HEADER_END) + HEADER_END.length;
    this.status = Number(head.slice(9, 12));
    const length = /content-length: *(\d+)/i.exec(head)?.[1];
    this.isChunked = length === undefined && /transfer-encoding: *chunked/i.test(head);
    if (!this.isChunked) this.expected = end + Number(length ?? 0);
  }

  private end(): void {
    this.expected = undefined;
    this.isChunked = false;
    const { settle } = this;
    [this.settle, this.fail] = [undefined, undefined];
    settle?.(this.status);
  }
}
