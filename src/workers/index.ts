export { startWorkers } from './start-workers.js';
