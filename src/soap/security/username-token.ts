import type { XmlElement } from 'libxml2-wasm';
import type { Proof } from '../../credentials/index.js';
import { RegistryError } from '../../registry-error/index.js';
import { PASSWORD_TEXT, WS_SECURITY, WS_SECURITY_UTILITY } from '../envelope/namespaces.js';
import { childElements, isElement } from '../envelope/xml-elements.js';

/**
 * Whether all that an entry asks for is heeded: it is WS-Security, with username tokens. A timestamp may be beside
 * them; unsigned as it is, it proves nothing, and is not looked at.
 */
export function isUnderstood(entry: XmlElement): boolean {
  return (
    isSecurity(entry) && childElements(entry).every((child) => isUsernameToken(child) || isTimestamp(child))
  );
}

/**
 * What a caller shows in WS-Security (username token profile 1.0); undefined where it shows nothing there.
 * @throws RegistryError `not-authenticated`, which never repeats any part of the token
 */
export function usernameTokenProof(entries: readonly XmlElement[]): Proof | undefined {
  const tokens = entries.filter(isSecurity).flatMap(childElements).filter(isUsernameToken);
  const [token, another] = tokens;
  if (another) throw refused('There is more than one UsernameToken.');
  return token && readToken(token);
}

function readToken(token: XmlElement): Proof {
  const [usernames, passwords] = ['Username', 'Password'].map((name) =>
    childElements(token).filter((child) => isElement(child, WS_SECURITY, name)),
  );
  const [username, password] = [usernames?.[0], passwords?.[0]];
  if (!username || !password || usernames?.length !== 1 || passwords?.length !== 1)
    throw refused('The UsernameToken must have a Username and a Password, and only one of each.');
  const type = password.attrs.find(({ name, namespaceUri }) => name === 'Type' && !namespaceUri)?.value;
  if (type !== undefined && type !== PASSWORD_TEXT)
    throw refused(
      'The Password must be of type PasswordText: the registry keeps no secrets, only digests of them, and cannot check a PasswordDigest.',
    );
  return { username: username.content, secret: password.content };
}

function isSecurity(entry: XmlElement): boolean {
  return isElement(entry, WS_SECURITY, 'Security');
}

function isUsernameToken(child: XmlElement): boolean {
  return isElement(child, WS_SECURITY, 'UsernameToken');
}

function isTimestamp(child: XmlElement): boolean {
  return isElement(child, WS_SECURITY_UTILITY, 'Timestamp');
}

function refused(message: string): RegistryError {
  return new RegistryError('not-authenticated', message);
}
