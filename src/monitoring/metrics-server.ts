import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type MetricsReport, REPORT_TYPE } from '../metrics/index.js';

/** Enough for several Prometheus servers and a curious person. Times are milliseconds, sizes bytes. */
const MOST_CONNECTIONS = 32;
const LIMITS = { requestTimeout: 10_000, headersTimeout: 5_000, maxHeaderSize: 8 * 1024 };

/** An address of their own for the metrics, open to whoever can reach it. */
export class MetricsServer {
  private readonly server: Server;
  private underWay: Promise<string> | undefined;

  constructor(private readonly report: MetricsReport) {
    this.server = createServer(LIMITS, (request, response) => void this.answer(request, response));
    this.server.maxConnections = MOST_CONNECTIONS;
  }

  /**
   * @returns where they are, `http://127.0.0.1:9464/metrics`
   * @throws the error of Node if it can not listen there
   */
  async listen(address: { readonly host: string; readonly port: number }): Promise<string> {
    this.server.listen(address);
    await once(this.server, 'listening');
    const { address: host, port, family } = this.server.address() as AddressInfo;
    return `http://${family === 'IPv6' ? `[${host}]` : host}:${port}/metrics`;
  }

  async close(): Promise<void> {
    if (!this.server.listening) return;
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  private async answer({ method, url }: IncomingMessage, response: ServerResponse): Promise<void> {
    if (url?.split('?')[0] !== '/metrics') end(response, 404, 'There is nothing but /metrics here.\n');
    else if (method !== 'GET' && method !== 'HEAD') end(response, 405, 'Only GET.\n');
    else await this.answerReport(response);
  }

  private async answerReport(response: ServerResponse): Promise<void> {
    try {
      const text = await this.text();
      response.writeHead(200, { 'Content-Type': REPORT_TYPE, 'Cache-Control': 'no-store' }).end(text);
    } catch {
      end(response, 500, 'The metrics can not be read.\n');
    }
  }

  /** Who asks at the same time gets the same: however many do, it is read once. */
  private async text(): Promise<string> {
    this.underWay ??= this.report.text().finally(() => (this.underWay = undefined));
    return this.underWay;
  }
}

function end(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(text);
}
