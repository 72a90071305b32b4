export { JsonModule } from './json.module.js';
