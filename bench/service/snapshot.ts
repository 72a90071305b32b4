import { jsonRequest } from '../load/http-request.js';
import { KeepAliveConnection } from '../load/keep-alive-connection.js';

const LIMIT = 1_000;

/** Takes a snapshot, page by page. @returns how many definitions it had */
export async function takeSnapshot(port: number, secret: string): Promise<number> {
  const connection = await KeepAliveConnection.open(port);
  let count = 0;
  let next: string | undefined;
  do {
    const query = next === undefined ? '' : `&next=${encodeURIComponent(next)}`;
    const request = jsonRequest('GET', `/v1/operator-backends?limit=${LIMIT}${query}`, secret);
    const { status, body } = await connection.exchange(request);
    if (status !== 200) throw new Error(`A page was answered ${status}: ${body}`);
    count += body.split('"backendId":').length - 1;
    // Not parsed: what the client takes is not the service's.
    next = /"next":"([^"]+)"\}$/.exec(body.slice(-2_000))?.[1];
  } while (next !== undefined);
  connection.close();
  return count;
}
