import Negotiator from 'negotiator';

/** The media type of server-sent events (WHATWG HTML, section 9.2). */
export const EVENT_STREAM = 'text/event-stream';

/** After how many milliseconds a client whose stream ended comes back. */
export const RETRY = 'retry: 2000\n\n';

/** Whether a client would rather have events than JSON (RFC 9110, section 12.5.1); one that takes anything would not. */
export function asksForEvents(accept: string | undefined): boolean {
  // Nearly all polls: what follows takes longer than to answer them.
  if (!accept?.toLowerCase().includes(EVENT_STREAM)) return false;
  return (
    new Negotiator({ headers: { accept } }).mediaType(['application/json', EVENT_STREAM]) === EVENT_STREAM
  );
}

/** JSON has no line breaks of its own, so that one line of data holds it. */
export function eventOf(name: string, data: object, id?: string): string {
  const lines = [
    `event: ${name}`,
    `data: ${JSON.stringify(data)}`,
    ...(id === undefined ? [] : [`id: ${id}`]),
  ];
  return `${lines.join('\n')}\n\n`;
}

/** Not seen by the client's code, but noted: it comes back from there. */
export function nothingNew(id: string): string {
  return `: nothing new\nid: ${id}\n\n`;
}
