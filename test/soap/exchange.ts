import { type OutgoingHttpHeaders, request } from 'node:http';
import type { XmlElement } from 'libxml2-wasm';
import { childElements, withDocument } from '../environment/index.js';

export const PATH = '/soap/ochp-direct';

export interface Exchange {
  readonly method?: string;
  readonly path?: string;
  /** Sent as they are; nothing is added but `Host`, where it is not among them, and what frames the body. */
  readonly headers?: OutgoingHttpHeaders;
  /** Several parts are sent one by one, chunked. */
  readonly body?: readonly (string | Uint8Array)[];
}

export interface Exchanged {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Sends what `fetch` would not: a `Host` of one's own, a body without a type, chunks. */
export function exchange(
  address: string,
  { method = 'POST', path = PATH, headers = {}, body = [] }: Exchange,
): Promise<Exchanged> {
  return new Promise((settle, fail) => {
    const sent = request(address + path, { method, headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => void parts.push(part)).on('error', fail);
      response.on('end', () =>
        settle({
          status: response.statusCode!,
          headers: new Headers(
            Object.entries(response.headersDistinct).map(([name, all]) => [name, String(all)]),
          ),
          text: Buffer.concat(parts).toString('utf8'),
        }),
      );
    });
    sent.on('error', fail);
    const [only, ...others] = body;
    if (others.length === 0) sent.end(only);
    else {
      for (const part of body) sent.write(part);
      sent.end();
    }
  });
}

/** What came of a message, in short: the result code, or of a fault its code and the code in its detail. */
export function outcomeOf({ text }: { readonly text: string }): string {
  return withDocument(text, ({ root }) => {
    const fault = find(root, 'faultcode');
    if (fault === undefined) return find(root, 'resultCode') ?? 'no result';
    return [fault.split(':')[1], find(root, 'code')].join(' ').trim();
  });
}

/** The text of the first element of this name that holds no others. */
function find(element: XmlElement, name: string): string | undefined {
  const children = childElements(element);
  if (children.length === 0) return element.name === name ? element.content : undefined;
  for (const child of children) {
    const found = find(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}
