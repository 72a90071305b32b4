export { decodeNext, encodeNext, invalidNext } from './next.js';
export { limitOf, PageQuery } from './page-query.js';
