import { Injectable } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import { SchemaHealth } from '../database/index.js';

/**
 * Whether the database answers, with all that this version expects of its schema. What a newer version has added
 * meanwhile does no harm: while the instances are replaced one by one, those of the version before go on.
 */
@Injectable()
export class DatabaseIndicator {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly schema: SchemaHealth,
  ) {}

  /** Says nothing of the error itself: the answer is public. */
  async check() {
    const indicator = this.indicators.check('database');
    try {
      const { missing, unknown } = await this.schema.differences();
      if (missing.length === 0) return indicator.up();
      return indicator.down(
        `it has not the schema that this version expects (${listed({ missing, unknown })})`,
      );
    } catch {
      return indicator.down('it does not answer as expected');
    }
  }
}

function listed(migrations: Record<string, string[]>): string {
  return Object.entries(migrations)
    .filter(([, names]) => names.length > 0)
    .map(([kind, names]) => `${kind}: ${names.join(', ')}`)
    .join('; ');
}
