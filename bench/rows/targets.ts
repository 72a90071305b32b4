import { jsonRequest } from '../load/http-request.js';
import type { Target } from '../measuring/target.js';
import type { Registry } from '../service/registry.js';

/** Reading one thing from the service, again and again. */
export function reading({ service }: Registry, secret: string, path: string): Target {
  return { pid: service.pid, port: service.port, requests: [jsonRequest('GET', path, secret)] };
}

export function pollSince(registry: Registry, secret: string, since: string): Target {
  return reading(registry, secret, `/v1/operator-backends/updates?since=${since}`);
}
