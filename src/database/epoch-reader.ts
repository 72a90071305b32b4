import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Tells the epoch to those who ask for nothing else; answers of the feed bring it along. */
@Injectable()
export class EpochReader {
  constructor(private readonly dataSource: DataSource) {}

  /** Its name. */
  async current(): Promise<string> {
    const [row]: { epoch: string }[] = await this.dataSource.query('SELECT epoch FROM registry_clock');
    if (!row) throw new Error('The registry clock has no row.');
    return row.epoch;
  }
}
