import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A network between the service and its PostgreSQL that can fall silent. */
export class TcpProxy {
  /** The database, through the proxy. */
  readonly url: string;
  private readonly sockets = new Set<Socket>();
  private readonly silenced = new WeakSet<Socket>();
  private readonly closed: Promise<unknown>;
  private isForwarding = true;

  /** @param databaseUrl with host and port */
  static async between(databaseUrl: string): Promise<TcpProxy> {
    const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TcpProxy(new URL(databaseUrl), server);
  }

  private constructor(
    private database: URL,
    private readonly server: Server,
  ) {
    const { port } = server.address() as AddressInfo;
    this.url = Object.assign(new URL(database), { hostname: '127.0.0.1', port: String(port) }).href;
    this.closed = once(server, 'close');
    server.on('connection', (client) => this.accept(client));
  }

  /**
   * From now on nothing gets through, either way, and nobody is told: connections stay open, new ones are taken and
   * never answered. Not even the end of one is seen by the other side.
   */
  stopForwarding(): void {
    this.isForwarding = false;
    // What is not read is acknowledged and held by the system, as long as its buffers last.
    for (const socket of this.sockets) this.silenced.add(socket.unpipe().pause());
  }

  /** New connections get through again; those that were there stay dead, as those of a lost network route do. */
  resume(): void {
    this.isForwarding = true;
  }

  /** The address leads to another server from now on; connections to the one before end. */
  leadTo(databaseUrl: string): void {
    this.database = new URL(databaseUrl);
    for (const socket of this.sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await this.closed;
  }

  private accept(client: Socket): void {
    this.keep(client);
    if (!this.isForwarding) return;
    const upstream = connect({
      host: this.database.hostname,
      port: Number(this.database.port || 5432),
      allowHalfOpen: true,
    });
    this.keep(upstream);
    client.pipe(upstream).pipe(client);
    client.once('close', () => this.silenced.has(client) || upstream.destroy());
    upstream.once('close', () => this.silenced.has(upstream) || client.destroy());
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    // Its end is told by `close`.
    socket.on('error', () => {});
  }
}
