export { decodeNext, encodeNext, invalidNext } from './next.js';
export { PageBody } from './page-body.js';
export { limitOf, PageQuery } from './page-query.js';
