import { parseUrl } from '../../url/index.js';
import { ProbeFailure } from './outcome.js';

/** Where a probe goes. */
export interface Target {
  /** A name, or an address without brackets. */
  readonly hostname: string;
  readonly port: number;
  /** As the `Host` header says it. */
  readonly host: string;
  /** With the query string. */
  readonly path: string;
}

const HTTPS_PORT = 443;

/** @throws ProbeFailure `url-unusable`: what may be published is a little more than what can be called */
export function toTarget(text: string): Target {
  const url = parseUrl(text);
  if (!url) throw new ProbeFailure('url-unusable');
  return {
    hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? HTTPS_PORT : Number(url.port),
    host: url.host,
    path: url.pathname + url.search,
  };
}
