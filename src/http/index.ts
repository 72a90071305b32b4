export { createFastifyAdapter, type AdapterOptions } from './fastify-adapter.js';
export { prepareHttp } from './prepare-http.js';
export { endTurn, takeTurn, turnOf } from './turn.js';
export { RefuseUntaken } from './refuse-untaken.js';
