import { holdTheLaw } from './hold-the-law.js';

holdTheLaw(250);
