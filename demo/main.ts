import { demonstrate } from './demonstrate.js';
import { STORY } from './story/index.js';

process.exitCode = await demonstrate(STORY);
