import { CommandFailure } from './exit-code.js';

/** How Node tells that a certificate does not lead to an authority that it trusts. */
const UNTRUSTED =
  /^(UNABLE_TO_(GET_ISSUER_CERT(_LOCALLY)?|VERIFY_LEAF_SIGNATURE)|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|CERT_UNTRUSTED)$/;

/** Why the registry gives no answer, and what to do about it. */
export function unreachable(address: string, error: unknown): CommandFailure {
  const { cause } = error as { cause?: { code?: string; message?: string } };
  const reason = cause?.code ?? cause?.message ?? (error as Error).message;
  return new CommandFailure(`The registry at ${address} can't be reached (${reason}). ${remedyFor(reason)}`);
}

function remedyFor(reason: string): string {
  if (UNTRUSTED.test(reason))
    return (
      'Its certificate is not trusted here: set NODE_EXTRA_CA_CERTS to the file of your CA, in the environment (Node ' +
      'reads it at its start, so not from .env).'
    );
  if (reason === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return 'Its certificate is not trusted here, as it is for another name: tell that name by --url or REGISTRY_URL.';
  if (reason === 'CERT_HAS_EXPIRED') return 'Its certificate is not trusted here, as it has expired.';
  return 'Does it run? --url or REGISTRY_URL tell where.';
}
