import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { HealthCheck, type HealthCheckResult, HealthCheckService } from '@nestjs/terminus';
import { Public } from '../http/authentication/index.js';
import { ApiAnswer, ApiOnlyProblems } from '../http/openapi/index.js';
import { DatabaseIndicator } from './database-indicator.js';
import { Health } from './health.dto.js';
import { KeysIndicator } from './keys-indicator.js';
import { SignalIndicator } from './signal-indicator.js';
import { orProblem } from './unwell.js';

const NO_PARTS = { status: 'ok', info: {}, error: {}, details: {} };
const UP = {
  database: { status: 'up' },
  changeSignal: { status: 'up', ageSeconds: 0.125 },
  tokenKeys: { status: 'up' },
};
const NO_DOCUMENTATION = { noCache: true, swaggerDocumentation: false };

/** For those who run the service: public, and without anything worth hiding. */
@Public()
@ApiTags('Health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly database: DatabaseIndicator,
    private readonly signal: SignalIndicator,
    private readonly keys: KeysIndicator,
  ) {}

  @Get('live')
  @HealthCheck(NO_DOCUMENTATION)
  @ApiOperation({ summary: 'Is the process alive', description: 'If not, restart it.', security: [] })
  @ApiAnswer(200, Health, 'It is', NO_PARTS)
  @ApiOnlyProblems('unavailable')
  live(): Promise<HealthCheckResult> {
    return orProblem(this.health.check([]));
  }

  @Get('ready')
  @HealthCheck(NO_DOCUMENTATION)
  @ApiOperation({
    summary: 'Can it serve',
    description:
      'Is the database reachable, with the schema as expected, is what others write followed, and are the keys known ' +
      'that access tokens are encrypted with. If not, send requests elsewhere: `detail` of the problem says what is unwell.',
    security: [],
  })
  @ApiAnswer(200, Health, 'It can', { ...NO_PARTS, info: UP, details: UP })
  @ApiOnlyProblems('unavailable')
  ready(): Promise<HealthCheckResult> {
    const indicators = [this.database, this.signal, this.keys];
    return orProblem(this.health.check(indicators.map((indicator) => async () => indicator.check())));
  }
}
