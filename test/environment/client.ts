import type { Contract } from './contract.js';

export interface Answer<T = any> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed, whatever the status; undefined when there is none. CSV is text. */
  readonly body: T;
}

/** What the answers of all bindings have in common. */
export type AnyAnswer = Pick<Answer, 'status' | 'headers' | 'text'>;

export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is, in place of a JSON body. */
  readonly raw?: string | Uint8Array;
}

/** Speaks to a registry over HTTP as one caller, and holds every answer against the published contract. */
export class Client {
  constructor(
    private readonly address: string,
    private readonly contract: Contract,
    readonly secret: string,
    private readonly onAnswer: (answer: Answer) => void = () => undefined,
  ) {}

  get(path: string, options?: RequestOptions): Promise<Answer> {
    return this.send('GET', path, undefined, options);
  }

  put(path: string, body?: unknown, options?: RequestOptions): Promise<Answer> {
    return this.send('PUT', path, body, options);
  }

  post(path: string, body?: unknown, options?: RequestOptions): Promise<Answer> {
    return this.send('POST', path, body, options);
  }

  patch(path: string, body?: unknown, options?: RequestOptions): Promise<Answer> {
    return this.send('PATCH', path, body, options);
  }

  delete(path: string, options?: RequestOptions): Promise<Answer> {
    return this.send('DELETE', path, undefined, options);
  }

  async send(method: string, path: string, body?: unknown, options: RequestOptions = {}): Promise<Answer> {
    const headers = new Headers({ authorization: `Bearer ${this.secret}` });
    const payload = options.raw ?? (body === undefined ? undefined : JSON.stringify(body));
    if (payload !== undefined) headers.set('content-type', 'application/json');
    for (const [name, value] of Object.entries(options.headers ?? {}))
      if (value === '') headers.delete(name);
      else headers.set(name, value);
    const response = await fetch(this.address + path, {
      method,
      headers,
      ...(payload !== undefined && { body: payload }),
    });
    const text = await response.text();
    const answer = {
      status: response.status,
      headers: response.headers,
      text,
      body: isCsv(response) ? text : text && JSON.parse(text),
    };
    this.contract.check(method, path, answer);
    this.onAnswer(answer);
    return answer;
  }
}

function isCsv({ headers }: Response): boolean {
  return headers.get('content-type')?.startsWith('text/csv') === true;
}
