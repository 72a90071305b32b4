/** Where to listen. */
export interface ListeningAddress {
  readonly host: string;
  /** TCP port; 0 takes a free one. */
  readonly port: number;
}

/** What is wrong with a text that {@link isListeningAddress} refuses. */
export const LISTENING_ADDRESS_RULE =
  'must be host:port, such as 127.0.0.1:9464 or [::1]:9464, with a port from 0 to 65535';

const HOST_AND_PORT = /^(?:\[([\da-f:.]+)\]|([\w.-]+)):(\d{1,5})$/i;

export function isListeningAddress(text: unknown): boolean {
  return typeof text === 'string' && HOST_AND_PORT.test(text) && parseListeningAddress(text).port <= 65_535;
}

/** `"127.0.0.1:9464"`; the text must be one that {@link isListeningAddress} takes. */
export function parseListeningAddress(text: string): ListeningAddress {
  const [, ipv6, host = '', port] = HOST_AND_PORT.exec(text) ?? [];
  return { host: ipv6 ?? host, port: Number(port) };
}
