import { checkClients } from './check-clients.js';
import { CLIENTS } from './clients.js';

const USAGE = `Lets foreign SOAP clients play partners on a throw-away registry.

  npm run check:interop -- [CLIENT ...]

  CLIENT   ${CLIENTS.map(({ name }) => name).join(', ')}; all of them where none is named
`;

const names = process.argv.slice(2);
if (names.includes('--help')) process.stdout.write(USAGE);
else process.exitCode = await checkClients(names, process.stdout);
