import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions, type TLSSocket } from 'node:tls';

/** What came in with a request. */
export interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** A server as a partner may run one, on a port of its own of the loopback interface. */
export class PartnerServer {
  /** Requests in their order. */
  readonly received: Received[] = [];
  /** How many connections were made to it, and how many of them are open. */
  connections = 0;
  private readonly open = new Set<Socket>();

  private constructor(private readonly server: Server) {
    server.on('connection', (socket: Socket) => {
      this.connections += 1;
      this.open.add(socket);
      socket.once('close', () => this.open.delete(socket));
      socket.on('error', () => {});
    });
    server.on('tlsClientError', () => {});
  }

  /** Speaks HTTPS, and answers as `answer` says; with 401, as partners do whom nobody showed a token, unless told. */
  static async https(
    options: TlsOptions,
    answer: RequestListener = unauthorized,
    host = '127.0.0.1',
    port = 0,
  ) {
    const partner: PartnerServer = new PartnerServer(
      createHttpsServer(options, (request, response) => {
        const { method, url, headers } = request;
        partner.received.push({ method, url, headers });
        answer(request, response);
      }),
    );
    return partner.listen(host, port);
  }

  /** Speaks TLS, and then whatever it likes. */
  static async tls(options: TlsOptions, speak: (socket: TLSSocket) => void) {
    const server = createTlsServer(options, (socket) => {
      // Who does not read is not told of the end.
      socket.on('error', () => {}).resume();
      speak(socket);
    });
    return new PartnerServer(server).listen();
  }

  static async http() {
    return new PartnerServer(createHttpServer(unauthorized)).listen();
  }

  /** Takes connections, and keeps silent. */
  static async silent() {
    return new PartnerServer(createTcpServer((socket) => socket.resume())).listen();
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Settles when somebody has connected. */
  async connected(): Promise<void> {
    if (this.connections === 0) await once(this.server, 'connection');
  }

  /** Settles when the last connection is closed. */
  async deserted(): Promise<void> {
    await Promise.all([...this.open].map((socket) => once(socket, 'close')));
  }

  async stop(): Promise<void> {
    this.server.close();
    for (const socket of this.open) socket.destroy();
    await once(this.server, 'close');
  }

  private async listen(host = '127.0.0.1', port = 0): Promise<this> {
    this.server.listen(port, host);
    await once(this.server, 'listening');
    return this;
  }
}

const unauthorized: RequestListener = (_request, response) => response.writeHead(401).end();
