import { DataSource } from 'typeorm';
import { dataSourceOptions } from './data-source-options.js';

/** How long, in milliseconds, a replica that failed is left alone: whoever asks meanwhile need not find out again. */
const REST = 5_000;

/** A streaming replica of the database, which may lag behind, and may be away. */
export class Replica {
  readonly dataSource: DataSource;
  private connecting: Promise<DataSource> | undefined;
  private restingUntil = 0;

  constructor(url: string) {
    this.dataSource = new DataSource(dataSourceOptions(url));
  }

  /** What `read` reads from it; undefined where it cannot be asked. */
  async try<T>(
    read: (dataSource: DataSource) => Promise<T>,
    onFailure: (error: unknown) => void,
  ): Promise<T | undefined> {
    if (performance.now() < this.restingUntil) return undefined;
    try {
      this.connecting ??= this.dataSource.initialize();
      return await read(await this.connecting);
    } catch (error) {
      this.restingUntil = performance.now() + REST;
      if (!this.dataSource.isInitialized) this.connecting = undefined;
      onFailure(error);
      return undefined;
    }
  }

  async close(): Promise<void> {
    await this.connecting?.catch(() => undefined);
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}
