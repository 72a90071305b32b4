import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { For } from '../http/authentication/index.js';
import { MetricsReport, REPORT_TYPE } from '../metrics/index.js';
import { DescribeMetrics } from './metrics.openapi.js';

/** For those who run the service: how much happens here is nobody else's affair. */
@For('admin')
@DescribeMetrics.all()
@Controller('metrics')
export class MetricsController {
  constructor(private readonly report: MetricsReport) {}

  @Get()
  @DescribeMetrics.read()
  async read(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    void reply.type(REPORT_TYPE).header('Cache-Control', 'no-store');
    return this.report.text();
  }
}
