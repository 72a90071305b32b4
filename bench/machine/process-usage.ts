import { readFile } from 'node:fs/promises';

/** How often the kernel counts, a second: the same on every Linux that Node runs on. */
const TICKS = 100;

/** Fields of `/proc/<pid>/stat` behind the name: user and system time, in ticks. */
const USER_TIME = 11;
const SYSTEM_TIME = 12;

/** The processor time that a process has taken, in seconds; Linux tells it. */
export async function processorTime(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[USER_TIME]) + Number(fields[SYSTEM_TIME])) / TICKS;
}

/** What a process holds of the machine's memory, in bytes; Linux tells it. */
export async function residentMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const [, kilobytes = ''] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? [];
  return Number(kilobytes) * 1024;
}

const SAMPLE_EVERY = 50;

/** How long the work takes, in milliseconds, and the most that a process holds of the machine's memory meanwhile, in bytes. */
export async function peakMemory(
  pid: number,
  work: () => Promise<void>,
): Promise<{ duration: number; peak: number }> {
  let peak = await residentMemory(pid);
  const look = async () => void (peak = Math.max(peak, await residentMemory(pid)));
  const timer = setInterval(() => void look(), SAMPLE_EVERY);
  const start = performance.now();
  await work().finally(() => clearInterval(timer));
  return { duration: performance.now() - start, peak };
}
