import { DELTA_BY_OWNER } from '../../src/change-feed/index.js';
import { holdTheLaw } from './hold-the-law.js';

holdTheLaw(250, [DELTA_BY_OWNER]);
