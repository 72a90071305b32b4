import { CommandFailure } from './exit-code.js';
import { unreachable } from './unreachable.js';

/** What a problem says of one bad field (see `Problem`). */
interface BadField {
  readonly pointer?: string;
  readonly parameter?: string;
  readonly line?: number;
  readonly column?: string;
  readonly detail: string;
}

interface Problem {
  readonly type?: string;
  readonly title: string;
  readonly detail: string;
  readonly errors?: readonly BadField[];
}

/** As many items as the registry gives at once. */
const LONGEST_PAGE = 1_000;

export interface ApiRequest {
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: ReadableStream<Uint8Array>;
}

/** The JSON interface of a running registry, as clearing-house staff use it. */
export class RegistryApi {
  constructor(
    private readonly address: string,
    private readonly secret: string,
  ) {}

  /**
   * The body of the answer, parsed; undefined where there is none.
   * @throws CommandFailure when the registry can't be reached, or refuses
   */
  async ask<T>(method: string, path: string, request: ApiRequest = {}): Promise<T> {
    const response = await this.open(method, path, request);
    const text = await response
      .text()
      .catch((error: unknown) => Promise.reject(unreachable(this.address, error)));
    try {
      return (text === '' ? undefined : JSON.parse(text)) as T;
    } catch {
      throw this.noRegistry();
    }
  }

  /** The items of a list, page by page: all, or the first so many. */
  async items<T>(path: string, query: ApiRequest['query'] = {}, most = Infinity): Promise<T[]> {
    const limit = String(Math.min(most, LONGEST_PAGE));
    const items: T[] = [];
    for (let next: string | undefined, isLast = false; !isLast;) {
      const request = { query: { ...query, limit, next } };
      const page = await this.ask<{ items: T[]; next?: string }>('GET', path, request);
      items.push(...page.items);
      next = page.next;
      isLast = next === undefined || items.length >= most;
    }
    return items.slice(0, most);
  }

  /** An answer whose body is still to be read. */
  async open(method: string, path: string, request: ApiRequest): Promise<Response> {
    const response = await this.send(method, path, request);
    if (response.ok) return response;
    throw await this.refusal(response);
  }

  private async send(method: string, path: string, { query = {}, json, headers, body }: ApiRequest) {
    const url = new URL(this.address + path);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, value);
    const ofJson: Record<string, string> = json === undefined ? {} : { 'content-type': 'application/json' };
    const content = json === undefined ? body : JSON.stringify(json);
    try {
      return await fetch(url, {
        method,
        // The secret is for this address, and for none that it may lead to.
        redirect: 'error',
        headers: { authorization: `Bearer ${this.secret}`, ...ofJson, ...headers },
        ...(content !== undefined && { body: content, duplex: 'half' }),
      });
    } catch (error) {
      throw unreachable(this.address, error);
    }
  }

  private async refusal(response: Response): Promise<CommandFailure> {
    const problem = (await response.json().catch(() => undefined)) as Partial<Problem> | undefined;
    if (typeof problem?.detail !== 'string') return this.noRegistry(response.status);
    const details = (problem.errors ?? []).map(inWords);
    const [only] = details;
    return details.length === 1 && only !== undefined
      ? new CommandFailure(`${problem.detail} ${only}`, [], problem.type)
      : new CommandFailure(problem.detail, details, problem.type);
  }

  private noRegistry(status?: number): CommandFailure {
    const answer = status === undefined ? 'no JSON' : `status ${status}`;
    return new CommandFailure(`What answers at ${this.address} is not the registry: it sends ${answer}.`);
  }
}

function inWords({ pointer, parameter, line, column, detail }: BadField): string {
  const inLine = line === undefined ? undefined : [`line ${line}`, column].filter(Boolean).join(', ');
  const place = inLine ?? parameter ?? decodeURIComponent(pointer ?? '').replace(/^#\/?/, '');
  return place === '' ? detail : `${place}: ${detail}`;
}
