import type { TLSSocket } from 'node:tls';
import { askByHttp } from './ask-by-http.js';
import { expiryOf, whyNotTrusted } from './certificate.js';
import { connectByTls } from './connect-by-tls.js';
import { findAddresses } from './find-addresses.js';
import { type Finding, ProbeFailure, REACHABLE } from './outcome.js';
import type { AddressRule } from './permitted-addresses.js';
import { type Target, toTarget } from './target.js';

/** The world as a probe sees it; what is left out is as it is for the whole process. */
export interface ProbeNetwork {
  /** Name servers to ask, `127.0.0.1:5353`. */
  readonly nameServers?: readonly string[];
  /** Certificates to trust instead of the well-known ones, as PEM. */
  readonly issuers?: string;
}

/** How a probe is to be made. */
export interface ProbeRules extends ProbeNetwork {
  readonly mayReach: AddressRule;
  /** Milliseconds that it may take in all. */
  readonly longest: number;
  /** Aborted when there is nobody any more who wants to know. */
  readonly over?: AbortSignal;
}

/**
 * Finds out whether a URL can be reached as a partner would reach it: addresses, TLS from 1.2 on, a certificate that
 * holds, an answer by HTTP. An address that it may not reach gets not a single
 * packet.
 */
export async function probe(url: string, rules: ProbeRules): Promise<Finding> {
  const timeout = AbortSignal.timeout(rules.longest);
  const over = rules.over ? AbortSignal.any([rules.over, timeout]) : timeout;
  try {
    const target = toTarget(url);
    const addresses = await findAddresses(target.hostname, rules.nameServers, over);
    // All of them: which one a connection would be made to is not for us to say.
    if (!addresses.every(rules.mayReach)) return { outcome: 'address-not-permitted' };
    return await lookAt(await connectByTls(target, addresses, rules.issuers, over), target, over);
  } catch (error) {
    return { outcome: outcomeOf(error, over) };
  }
}

/** A server whose certificate does not hold is asked nothing: a partner would not ask it either. */
async function lookAt(socket: TLSSocket, target: Target, over: AbortSignal): Promise<Finding> {
  const expiry = expiryOf(socket);
  const found = expiry && { certificateExpiresAt: expiry };
  try {
    const fault = whyNotTrusted(socket);
    if (fault) return { outcome: fault, ...found };
    await askByHttp(socket, target, over);
    return { outcome: REACHABLE, ...found };
  } catch (error) {
    return { outcome: outcomeOf(error, over), ...found };
  } finally {
    socket.destroy();
  }
}

function outcomeOf(error: unknown, over: AbortSignal): Finding['outcome'] {
  if (over.aborted) return 'timed-out';
  if (error instanceof ProbeFailure) return error.outcome;
  throw error;
}
