import { ServiceUnavailableException } from '@nestjs/common';
import type { HealthCheckResult } from '@nestjs/terminus';
import { HttpError } from '../http/problem-details/index.js';

/** Answers a check that fails with a problem like any other, whose detail names the parts that are unwell. */
export async function orProblem(check: Promise<HealthCheckResult>): Promise<HealthCheckResult> {
  try {
    return await check;
  } catch (error) {
    if (!(error instanceof ServiceUnavailableException)) throw error;
    throw new HttpError('unavailable', describe(error.getResponse() as HealthCheckResult));
  }
}

function describe({ status, error = {} }: HealthCheckResult): string {
  if (status === 'shutting_down') return 'The service is stopping.';
  return Object.entries(error)
    .map(([part, why]) => `Unwell: ${part}, ${String(why?.message)}.`)
    .join(' ');
}
