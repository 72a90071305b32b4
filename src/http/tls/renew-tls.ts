import { Server } from 'node:tls';
import { secureContextOptions, type TlsIdentity } from './tls-identity.js';

/** New connections are shown the new certificate; those that are open go on as they are. */
export function renewTls(server: unknown, identity: TlsIdentity): void {
  if (!(server instanceof Server)) throw new TypeError('The server does not speak TLS.');
  server.setSecureContext(secureContextOptions(identity));
}
