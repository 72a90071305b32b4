import { checkClients } from './check-clients.js';

process.exitCode = await checkClients(process.argv.slice(2), process.stdout);
