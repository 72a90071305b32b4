import type { Line } from '../demo/caller.js';
import { startThrowAwayRegistry, type ThrowAwayRegistry } from '../demo/throw-away-registry.js';
import { type Client, clientsNamed } from './clients.js';
import { Narration } from './narration.js';
import { playClient } from './play-client.js';

const FAILED = 1;
/** What a shell reports of a program that ended by Ctrl-C. */
const INTERRUPTED = 130;

/**
 * Lets foreign SOAP clients play partners on a registry that exists for them alone.
 * @param names of the clients; none: all of them
 * @returns the exit code: 0 if all that was asked for went well
 */
export async function checkClients(names: readonly string[], output: NodeJS.WritableStream): Promise<number> {
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interruption.abort());
  const narration = new Narration(output);
  try {
    const clients = clientsNamed(names);
    await play(clients, narration, interruption.signal);
    if (!interruption.signal.aborted) narration.ending(clients);
  } catch (error) {
    if (!interruption.signal.aborted) narration.mishap(error);
  }
  if (interruption.signal.aborted) return INTERRUPTED;
  return narration.isGood ? 0 : FAILED;
}

/** Whatever becomes of the clients, the registry and its data are gone afterwards. */
async function play(clients: readonly Client[], narration: Narration, signal: AbortSignal): Promise<void> {
  const registry = await startThrowAwayRegistry();
  try {
    for (const [index, client] of clients.entries()) {
      if (signal.aborted) return;
      const stage = { registry, line: lineTo(registry, signal), narration };
      await playClient(client, index, stage).catch((error: unknown) => narration.mishap(error, client));
    }
  } finally {
    await registry.stop();
  }
}

function lineTo({ address }: ThrowAwayRegistry, signal: AbortSignal): Line {
  return { address, signal, onExchange: () => {} };
}
