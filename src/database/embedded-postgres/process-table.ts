import { readFile } from 'node:fs/promises';
import { runProgram } from './run-program.js';

/**
 * What tells a process from any other that has, had or will have its pid, also after a reboot: when it started.
 * A zombie is gone: in a container nobody may ever collect it. Windows knows no start time here, only presence.
 *
 * @returns undefined if there is no such process
 */
export async function processIdentity(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') return identityFromProc(pid);
  if (process.platform === 'win32') return isPresent(pid) ? 'present' : undefined;
  const line = await runProgram('ps', ['-o', 'state=,lstart=', '-p', String(pid)]).catch(() => '');
  const [state, ...started] = line.trim().split(/\s+/);
  return !state || state.startsWith('Z') ? undefined : started.join(' ');
}

/** The arguments of a process, or all of them as one text where the system gives no more; empty if it is gone. */
export async function processArguments(pid: number): Promise<readonly string[]> {
  if (process.platform === 'linux') {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return line.split('\0').filter((argument) => argument !== '');
  }
  const line = await runProgram('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).catch(() => '');
  return line.trim() === '' ? [] : [line.trim()];
}

/** See proc(5): the name in parentheses may hold anything; then come state (field 3) and start time (field 22). */
async function identityFromProc(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat === undefined) return undefined;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  if (state === 'Z' || state === 'X') return undefined;
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  return `${boot.trim()}/${fields[19]}`;
}

function isPresent(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
