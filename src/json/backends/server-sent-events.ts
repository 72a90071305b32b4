/** The media type of server-sent events (WHATWG HTML, section 9.2). */
export const EVENT_STREAM = 'text/event-stream';

/** After how many milliseconds a client whose stream ended comes back. */
export const RETRY = 'retry: 2000\n\n';

/** Whether a client asks for events; one that takes anything does not. */
export function asksForEvents(accept: string | undefined): boolean {
  return (accept ?? '')
    .split(',')
    .some((range) => range.split(';')[0]?.trim().toLowerCase() === EVENT_STREAM);
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
