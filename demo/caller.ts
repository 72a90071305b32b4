import { verify } from './failure.js';

/** One request and its answer, as they went over the wire. */
export interface Exchange {
  readonly caller: string;
  readonly method: string;
  readonly path: string;
  readonly sent: unknown;
  readonly status: number;
  /** Parsed; undefined if there is none. */
  readonly body: unknown;
}

export interface Answer<T> {
  readonly body: T;
  readonly headers: Headers;
}

/** How callers reach the registry, and who hears of it. */
export interface Line {
  readonly address: string;
  readonly signal: AbortSignal;
  readonly onExchange: (exchange: Exchange) => void;
}

/** Somebody who speaks to the registry over HTTP; each request says which status must come back. */
export class Caller {
  constructor(
    readonly name: string,
    private readonly secret: string,
    private readonly line: Line,
  ) {}

  /** The same caller, whose requests are not told of. */
  aside(): Caller {
    return new Caller(this.name, this.secret, { ...this.line, onExchange: () => {} });
  }

  get<T>(path: string, status = 200, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send('GET', path, undefined, status, headers);
  }

  put<T>(path: string, body: unknown, status: number): Promise<Answer<T>> {
    return this.send('PUT', path, body, status);
  }

  post<T>(path: string, body: unknown, status: number): Promise<Answer<T>> {
    return this.send('POST', path, body, status);
  }

  delete(path: string, status = 204): Promise<Answer<undefined>> {
    return this.send('DELETE', path, undefined, status);
  }

  private async send<T>(
    method: string,
    path: string,
    sent: unknown,
    status: number,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const response = await fetch(this.line.address + path, {
      method,
      headers: { authorization: `Bearer ${this.secret}`, ...(sent !== undefined && JSON_BODY), ...headers },
      signal: this.line.signal,
      ...(sent !== undefined && { body: JSON.stringify(sent) }),
    });
    const text = await response.text();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    this.line.onExchange({ caller: this.name, method, path, sent, status: response.status, body });
    verify(`${method} ${path} answers`, response.status, status);
    return { body: body as T, headers: response.headers };
  }
}

const JSON_BODY = { 'content-type': 'application/json' };
