import { Logger } from '@nestjs/common';
import { readTls, TlsError, type TlsReading } from './http/tls/index.js';
import type { Server } from './server.js';

/**
 * Tells in the log what is not as it should be with the files that the server began with.
 * @returns reads them again, and tells in the log what came of it: the server goes on with the old ones if the new
 * ones cannot be used
 */
export function tlsRenewal(first: TlsReading, server: Server): () => void {
  const logger = new Logger('TLS');
  const warn = ({ warnings }: TlsReading): void => warnings.forEach((line) => logger.warn(line));
  warn(first);
  return () => {
    try {
      const next = readTls(first.files);
      server.renewTls(next.identity);
      logger.log(`New connections get the certificate that is valid until ${next.validUntil}.`);
      warn(next);
    } catch (error) {
      logger.error(error instanceof TlsError ? `The old certificate stays. ${error.message}` : error);
    }
  };
}
