import type { FastifyInstance, FastifyRequest } from 'fastify';
import { pathOf } from '../request-path.js';

/** Stands for what is none of the service's own words. */
const SOMETHING = '…';

/**
 * The words that the paths of the service are made of. Nothing else of a path is shown: what a caller puts there may be
 * a secret or an access token that belongs elsewhere.
 */
export class PathWords {
  private readonly words = new Set(['']);

  /** To be called before routes are registered. */
  collectFrom(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ url }) => {
      for (const word of url.split('/')) if (!/[:*]/.test(word)) this.words.add(word);
    });
  }

  /** Such as `/v1/self/operator-backends/…/tokens/…`. */
  show({ raw }: Pick<FastifyRequest, 'raw'>): string {
    const segments = pathOf(raw.url).split('/');
    return segments.map((segment) => (this.words.has(segment) ? segment : SOMETHING)).join('/');
  }
}
