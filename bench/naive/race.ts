import { setTimeout as sleep } from 'node:timers/promises';

/** Something that can be written to, and polled for what changed. */
export interface Feed {
  write(writer: number, name: string): Promise<void>;
  poll(): Promise<readonly string[]>;
}

export interface RaceFigures {
  /** How many changes were written. */
  readonly written: number;
  /** How many of them no poll told of, the last one included, which began after all were written. */
  readonly missed: number;
  /** Polls a second, one after another. */
  readonly rate: number;
}

/** Between two writes of one writer, in milliseconds: slow enough for the same writes to be made to each feed. */
const PAUSE = 20;

let race = 0;

/** Writers write and one client polls without a pause, all at once. */
export async function runRace(feed: Feed, writers: number, duration: number): Promise<RaceFigures> {
  const [written, told] = [new Set<string>(), new Set<string>()];
  const [start, number] = [performance.now(), (race += 1)];
  const isOver = () => performance.now() - start >= duration;
  const write = async (writer: number) => {
    for (let count = 0; !isOver(); count += 1) {
      const name = `b-${number}-${writer}-${count}`;
      await feed.write(writer, name);
      written.add(name);
      await sleep(PAUSE);
    }
  };
  let polls = 0;
  const poll = async () => {
    for (const name of await feed.poll()) told.add(name);
  };
  const pollOn = async () => {
    for (; !isOver(); polls += 1) await poll();
  };
  await Promise.all([...Array.from({ length: writers }, (_, writer) => write(writer)), pollOn()]);
  const rate = (polls * 1_000) / (performance.now() - start);
  await poll();
  const missed = [...written].filter((name) => !told.has(name)).length;
  return { written: written.size, missed, rate };
}
