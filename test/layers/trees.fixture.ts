/** Files by their path. */
export type Tree = Readonly<Record<string, string>>;

/** A small project with some files of each layer, whose imports are all in order. */
export const SOUND_TREE: Tree = {
  'src/database/index.ts': "export { clock } from './clock.js';",
  'src/database/clock.ts': "export const clock = 'clock';",
  'src/partners/index.ts': "export { partner } from './partner.js';",
  'src/partners/partner.ts': "import { clock } from '../database/index.js'; export const partner = clock;",
  'src/partners/partner.test.ts':
    "import '../json/index.js'; import '../database/clock.js'; import 'fast-check';",
  'src/change-feed/index.ts': "export { partner as feed } from '../partners/index.js'; import 'typeorm';",
  'src/endpoint-health/index.ts': "export { asked } from './probe/ask.js'; import '../change-feed/index.js';",
  'src/endpoint-health/probe/ask.ts': "import 'node:http'; export const asked = 'asked';",
  'src/http/index.ts': "export { body } from './body/index.js';",
  'src/http/body/index.ts': "export { body } from './body.js';",
  'src/http/body/body.ts': "import 'fastify'; export const body = 'body';",
  'src/http/paging/index.ts': "export { body as page } from '../body/index.js';",
  'src/json/index.ts': "export { feed as json } from '../change-feed/index.js';",
  'src/administration/index.ts': "export { page as staff } from '../http/paging/index.js';",
  'src/application.ts': "export { json } from './json/index.js';",
  'migrations/index.ts': 'export const migrations = [];',
  'demo/main.ts': "export { json } from '../src/application.js';",
  'test/environment/index.ts': 'export {};',
};

/** Files that break a rule each, and which one. */
export const VIOLATIONS: readonly {
  readonly file: string;
  readonly text: string;
  readonly rules: string[];
}[] = [
  {
    file: 'src/partners/up-to-a-binding.ts',
    text: "import '../json/index.js';",
    rules: ['no-import-up-from-partners'],
  },
  {
    file: 'src/change-feed/up-by-a-type.ts',
    text: "import type { body } from '../http/index.js'; export type Body = typeof body;",
    rules: ['no-import-up-from-change-feed'],
  },
  {
    file: 'src/database/up-to-the-domain.ts',
    text: "import '../partners/index.js';",
    rules: ['no-import-up-from-storage'],
  },
  {
    file: 'src/json/to-the-demo.ts',
    text: "import '../../demo/main.js';",
    rules: ['no-import-up-from-bindings'],
  },
  {
    file: 'src/json/to-another-binding.ts',
    text: "import '../administration/index.js';",
    rules: ['no-import-between-bindings'],
  },
  {
    file: 'src/json/into-another-folder.ts',
    text: "import '../partners/partner.js';",
    rules: ['only-through-the-public-face'],
  },
  {
    file: 'src/http/paging/into-its-neighbour.ts',
    text: "import '../body/body.js';",
    rules: ['only-through-the-public-face-within-http'],
  },
  {
    file: 'src/http/into-a-folder-beside-it.ts',
    text: "import './body/body.js';",
    rules: ['only-through-the-public-face-beside-it'],
  },
  {
    file: 'src/service.ts',
    text: "import './http/body/body.js';",
    rules: ['only-through-the-public-face-from-outside'],
  },
  {
    file: 'demo/into-a-folder.ts',
    text: "import '../src/database/clock.js';",
    rules: ['only-through-the-public-face-from-outside'],
  },
  {
    file: 'src/http/body/round.ts',
    text: "import './and-round.js'; export const round = 1;",
    rules: [],
  },
  {
    file: 'src/http/body/and-round.ts',
    text: "import type { round } from './round.js'; export type Round = typeof round;",
    rules: ['no-cycle'],
  },
  {
    file: 'src/partners/with-http.ts',
    text: "import type { FastifyReply } from 'fastify'; export type Reply = FastifyReply;",
    rules: ['no-http-in-the-domain'],
  },
  {
    file: 'src/database/with-http.ts',
    text: "import 'node:http'; import '@nestjs/swagger';",
    rules: ['no-http-in-the-domain', 'no-http-in-the-domain'],
  },
  {
    file: 'src/endpoint-health/with-http.ts',
    text: "import 'node:https';",
    rules: ['no-http-in-the-domain'],
  },
  {
    file: 'src/json/with-sql.ts',
    text: "import 'typeorm'; import 'pg'; import '@nestjs/typeorm';",
    rules: ['no-sql-above-the-domain', 'no-sql-above-the-domain', 'no-sql-above-the-domain'],
  },
  {
    file: 'migrations/with-the-domain.ts',
    text: "import '../src/database/index.js';",
    rules: ['migrations-stand-alone'],
  },
  {
    file: 'src/json/with-test-code.ts',
    text: "import '../../test/environment/index.js'; import '../partners/partner.test.js'; import 'fast-check';",
    rules: ['no-test-code', 'no-test-code', 'only-through-the-public-face', 'no-development-dependency'],
  },
  {
    file: 'src/drawer/index.ts',
    text: "import '../partners/index.js';",
    rules: ['every-file-has-a-layer'],
  },
  {
    file: 'src/json/to-nowhere.ts',
    text: "import './nowhere.js';",
    rules: ['no-unknown-import'],
  },
];
