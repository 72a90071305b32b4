import type { Publication } from '../../backend-definitions/index.js';
import { elements } from '../envelope/xml-text.js';
import type { Children } from '../envelope/xml-elements.js';

type Patterns = Pick<Publication, 'whitelist' | 'blacklist'>;

/** A pattern that is there twice says nothing more than once. */
export function readPatterns(fields: Children): Patterns {
  return {
    whitelist: [...new Set(fields.texts('whitelist'))],
    blacklist: [...new Set(fields.texts('blacklist'))],
  };
}

export function patternElements({ whitelist, blacklist }: Patterns): string {
  return elements('whitelist', whitelist) + elements('blacklist', blacklist);
}
