import compress from '@fastify/compress';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { useStrictJson } from './body/index.js';
import { ProblemFilter } from './problem-details/index.js';
import { refuseMalformed } from './refuse-malformed.js';
import { refuseWhileStopping } from './refuse-while-stopping.js';
import { addStandardHeaders } from './standard-headers.js';
import { endTurnsWithAnswers } from './turn.js';
import { refuseUnmatched } from './unmatched-routes.js';

/** Answers that are shorter, in bytes, gain nothing from compression. */
const COMPRESSION_THRESHOLD = 1024;

/**
 * Gives an application its HTTP manners: strict bodies and URLs, problem details, 405, compression, standard headers.
 * Call it once, after `NestFactory.create` and before `init` or `listen`: routes that are registered earlier
 * miss them.
 */
export async function prepareHttp(app: NestFastifyApplication): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  addStandardHeaders(fastify);
  endTurnsWithAnswers(fastify);
  refuseWhileStopping(fastify);
  refuseUnmatched(fastify);
  refuseMalformed(fastify);
  useStrictJson(app);
  app.useGlobalFilters(new ProblemFilter());
  // Compressed requests are refused by the body parser: what they unfold to can't be told from their size.
  await fastify.register(compress, {
    threshold: COMPRESSION_THRESHOLD,
    encodings: ['br', 'gzip'],
    globalDecompression: false,
  });
}
