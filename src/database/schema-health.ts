import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Whether the database answers, and which migrations it has had. */
@Injectable()
export class SchemaHealth {
  constructor(private readonly dataSource: DataSource) {}

  /** Names the migrations that are missing, or that only a newer version knows; both empty when all is well. */
  async differences(): Promise<{ missing: string[]; unknown: string[] }> {
    const expected = this.dataSource.migrations.map(
      (migration) => migration.name ?? migration.constructor.name,
    );
    const executed = await this.executed();
    return {
      missing: expected.filter((name) => !executed.includes(name)),
      unknown: executed.filter((name) => !expected.includes(name)),
    };
  }

  /** A database that was never migrated has no table of migrations. */
  private async executed(): Promise<string[]> {
    const [found]: { exists: boolean }[] = await this.dataSource.query(
      `SELECT to_regclass('migrations') IS NOT NULL AS exists`,
    );
    if (!found?.exists) return [];
    const rows: { name: string }[] = await this.dataSource.query('SELECT name FROM migrations');
    return rows.map(({ name }) => name);
  }
}
