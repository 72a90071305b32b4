import { RegistryError } from '../../registry-error/index.js';

/** What a caller presents: its name and secret (HTTP Basic), or the secret alone (Bearer). */
export type PresentedCredentials =
  | { readonly scheme: 'basic'; readonly username: string; readonly secret: string }
  | { readonly scheme: 'bearer'; readonly secret: string };

const SCHEME_AND_TOKEN = /^(basic|bearer) +([A-Za-z0-9._~+/-]+=*)$/i;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;
/** RFC 7617: neither part holds control characters, and the first colon ends the name. */
const USER_PASS = /^([^:\p{Cc}]+):([^\p{Cc}]+)$/u;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads an `Authorization` header (RFC 7617, RFC 6750); undefined if there is none.
 *
 * @throws RegistryError `not-authenticated`, which never repeats any part of the header
 */
export function parseAuthorization(header: string | undefined): PresentedCredentials | undefined {
  if (header === undefined) return undefined;
  const [, scheme, token] = SCHEME_AND_TOKEN.exec(header.trim()) ?? [];
  if (scheme === undefined || token === undefined) throw malformed();
  return scheme.toLowerCase() === 'bearer' ? { scheme: 'bearer', secret: token } : parseBasic(token);
}

function parseBasic(token: string): PresentedCredentials {
  const [, username, secret] = USER_PASS.exec(decode(token)) ?? [];
  if (username === undefined || secret === undefined) throw malformed();
  return { scheme: 'basic', username, secret };
}

function decode(token: string): string {
  if (!BASE64.test(token)) throw malformed();
  try {
    return decoder.decode(Buffer.from(token, 'base64'));
  } catch {
    throw malformed();
  }
}

function malformed(): RegistryError {
  return new RegistryError(
    'not-authenticated',
    'The Authorization header is not well-formed Basic or Bearer.',
  );
}
