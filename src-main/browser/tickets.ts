/**
 * How the token reaches the browser that we start: its command line can be read by every user of the PC while it runs, so
 * what stands there is a ticket, good for one use and for minutes. The page exchanges it for the token.
 */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';

/** `POST`, bearing the token → `{ ticket }`. */
export const ticketPath = '/ticket';
/** `POST`, `authorization: Ticket …` → `{ token }`. The page's core client knows it, too. */
export const admissionPath = '/admission';

/** An old PC with security software takes its time until a browser stands. */
const lifeMilliseconds = 300_000;

export interface Tickets {
  make(): string;
  /** True once for each ticket, in its time. */
  take(authorization: string | undefined): boolean;
}

/** @param now monotonic ms */
export function createTickets(now: () => number = () => performance.now()): Tickets {
  const open = new Map<string, number>();
  const forgetOld = (): void => {
    for (const [ticket, until] of open) if (until <= now()) open.delete(ticket);
  };
  return {
    make() {
      forgetOld();
      const ticket = randomBytes(32).toString('base64url');
      open.set(ticket, now() + lifeMilliseconds);
      return ticket;
    },
    take(authorization) {
      forgetOld();
      const ticket = /^Ticket ([A-Za-z0-9_-]{43})$/.exec(authorization ?? '')?.[1];
      return ticket !== undefined && open.delete(ticket);
    },
  };
}

const answerSchema = z.object({ ticket: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });

/**
 * The address to start a browser with, asked of the running shell.
 * @param url the address that admits, with the token: of this shell, or of the one that runs already
 * @returns null where the shell there does not answer as ours does
 */
export async function addressWithTicket(url: string): Promise<string | null> {
  const { origin, hash } = new URL(url);
  try {
    const answer = await fetch(new URL(ticketPath, origin), {
      method: 'POST',
      headers: { authorization: `Bearer ${hash.replace(/^#token=/, '')}` },
      signal: AbortSignal.timeout(5_000),
    });
    if (!answer.ok) return null;
    return `${origin}/#ticket=${answerSchema.parse(await answer.json()).ticket}`;
  } catch {
    return null; // Gone meanwhile, or an older shell: the person is shown the address instead.
  }
}
