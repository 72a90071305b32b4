#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { runCommandLine } from './commands/index.js';

if (existsSync('.env')) process.loadEnvFile('.env');
const exitCode = await runCommandLine(process.argv.slice(2), process.env);
// At once: what a start that failed has left open may keep the process alive.
if (exitCode !== 0) process.exit(exitCode);
