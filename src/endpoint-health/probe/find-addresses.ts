import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { ProbeFailure } from './outcome.js';

/** Milliseconds until a name server is asked again, and how often it is. */
const PATIENCE = { timeout: 2_000, tries: 2 };

/**
 * The addresses of a host, asked once. By DNS alone: the system's resolver would also look into files that are nobody
 * else's business, and, where a name server of a stranger keeps silent, hold up threads that the whole process shares.
 * @param nameServers those to ask instead of the system's
 * @throws ProbeFailure `name-not-resolved`
 */
export async function findAddresses(
  hostname: string,
  nameServers: readonly string[] | undefined,
  over: AbortSignal,
): Promise<string[]> {
  if (isIP(hostname) !== 0) return [hostname];
  const resolver = new Resolver(PATIENCE);
  if (nameServers) resolver.setServers(nameServers);
  const cancel = () => resolver.cancel();
  over.addEventListener('abort', cancel);
  const answers = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
  over.removeEventListener('abort', cancel);
  const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  if (addresses.length === 0) throw new ProbeFailure('name-not-resolved');
  return addresses;
}
