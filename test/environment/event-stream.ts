/** An event as it came, with its data parsed; a comment or a mere ID has no name. */
export interface ServerSentEvent {
  readonly name: string | undefined;
  readonly id: string | undefined;
  readonly data: any;
}

/** Reads server-sent events one by one, and takes from the socket no more than it is asked for. */
export class EventStream {
  private text = '';
  private readonly decoder = new TextDecoder();

  private constructor(
    readonly response: Response,
    private readonly reader: ReadableStreamDefaultReader<Uint8Array>,
    private readonly gone: AbortController,
  ) {}

  static async open(url: string, headers: Readonly<Record<string, string>>): Promise<EventStream> {
    const gone = new AbortController();
    const accept = { accept: 'text/event-stream' };
    const response = await fetch(url, { headers: { ...accept, ...headers }, signal: gone.signal });
    if (!response.body) throw new Error(`No body came with ${response.status}.`);
    return new EventStream(response, response.body.getReader(), gone);
  }

  /** The next event that has a name; undefined when the stream has ended. */
  async next(): Promise<ServerSentEvent | undefined> {
    for (let event = await this.any(); event; event = await this.any()) if (event.name) return event;
    return undefined;
  }

  /** The next one, whatever it is. */
  async any(): Promise<ServerSentEvent | undefined> {
    while (!this.text.includes('\n\n')) {
      const { done, value } = await this.reader.read();
      if (done) return undefined;
      this.text += this.decoder.decode(value, { stream: true });
    }
    const end = this.text.indexOf('\n\n');
    const block = this.text.slice(0, end);
    this.text = this.text.slice(end + 2);
    return toEvent(block);
  }

  close(): void {
    this.gone.abort();
  }
}

function toEvent(block: string): ServerSentEvent {
  const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1];
  const data = field('data');
  return { name: field('event'), id: field('id'), data: data === undefined ? undefined : JSON.parse(data) };
}
