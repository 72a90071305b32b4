import type { Step } from '../tell.js';
import { ADMISSION } from './admission.js';
import { CONNECTION } from './connection.js';
import { ENDING } from './ending.js';
import { HISTORY } from './history.js';
import { OTHERS } from './others.js';
import { RESOLUTION } from './resolution.js';
import { ROTATION } from './rotation.js';
import { SUSPENSION } from './suspension.js';

/** The story of a roaming connection, from the admission of the partners to a look back. */
export const STORY: readonly Step[] = [
  ...ADMISSION,
  ...CONNECTION,
  ...RESOLUTION,
  ...ROTATION,
  ...OTHERS,
  ...ENDING,
  ...SUSPENSION,
  ...HISTORY,
];
