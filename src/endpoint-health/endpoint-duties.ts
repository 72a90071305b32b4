import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Day } from '../backend-definitions/index.js';
import { WallClock } from '../time/index.js';
import type { Duty } from './endpoint-duty.entity.js';

/**
 * Sees to it that of all instances on a database one does what is to be done once. A lease is a row with an end, not a
 * lock of a session: it takes no connection while it lasts, and holds behind a pooler, too. Of an instance that dies
 * the lease runs out; until then nobody does its work.
 */
@Injectable()
export class EndpointDuties {
  private readonly self = randomUUID();

  constructor(
    private readonly dataSource: DataSource,
    private readonly wallClock: WallClock,
  ) {}

  /**
   * Whether this instance has the duty from now on; false where one has it already, be it this one.
   * @param duration milliseconds, longer than the work can take
   */
  async take(duty: Duty, duration: number): Promise<boolean> {
    const now = this.wallClock.now();
    const times = [new Date(now), new Date(now + duration)];
    return this.update('holder = $2, held_until = $4', 'held_until IS NULL OR held_until <= $3', [
      ...[duty, this.self, ...times],
    ]);
  }

  /** Lets another instance have it, if this one still does. */
  async release(duty: Duty): Promise<void> {
    await this.update('holder = NULL, held_until = NULL', 'holder = $2', [duty, this.self]);
  }

  /** Whether it was not done for that day before; from now on it is. */
  async finish(duty: Duty, day: Day): Promise<boolean> {
    return this.update('done_for = $2', 'done_for IS NULL OR done_for < $2', [duty, day]);
  }

  private async update(what: string, condition: string, values: readonly unknown[]): Promise<boolean> {
    const sql = `UPDATE endpoint_duty SET ${what} WHERE duty = $1 AND (${condition})`;
    const [, count]: [unknown, number] = await this.dataSource.query(sql, [...values]);
    return count === 1;
  }
}
