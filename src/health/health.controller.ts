import { Controller, Get, Injectable } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { HealthCheck, HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import { SchemaHealth } from '../database/index.js';
import { Public } from '../http/authentication/index.js';

/** Whether the database answers, with the schema that this version expects. */
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
      if (missing.length + unknown.length === 0) return indicator.up();
      return indicator.down({ message: 'the schema is not the one that this version expects', missing, unknown });
    } catch {
      return indicator.down({ message: 'the database does not answer' });
    }
  }
}

/** For those who run the service: public, and without anything worth hiding. */
@Public()
@ApiTags('Health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly database: DatabaseIndicator,
  ) {}

  @Get('live')
  @HealthCheck()
  @ApiOperation({ summary: 'Is the process alive', description: 'If not, restart it.' })
  live() {
    return this.health.check([]);
  }

  @Get('ready')
  @HealthCheck()
  @ApiOperation({ summary: 'Can it serve', description: 'Is the database reachable, with the schema as expected. If not, send requests elsewhere.' })
  ready() {
    return this.health.check([() => this.database.check()]);
  }
}
