import { describe, expect, it } from 'vitest';
import { createTickets } from '../../../src-main/browser/tickets.ts';

describe('tickets for the browser that is started', () => {
  it('are good once', () => {
    const tickets = createTickets();
    const one = tickets.make();
    const other = tickets.make();
    expect(Buffer.from(one, 'base64url')).toHaveLength(32);
    expect(tickets.take(`Ticket ${one}`)).toBe(true);
    expect(tickets.take(`Ticket ${one}`)).toBe(false);
    expect(tickets.take(`Ticket ${other}`)).toBe(true);
  });

  it('are good for five minutes', () => {
    let now = 0;
    const tickets = createTickets(() => now);
    const [early, late] = [tickets.make(), tickets.make()];
    now = 299_999;
    expect(tickets.take(`Ticket ${early}`)).toBe(true);
    now = 300_000;
    expect(tickets.take(`Ticket ${late}`)).toBe(false);
  });

  it.each([undefined, '', 'Ticket ', `Ticket ${'A'.repeat(43)}`, `Bearer ${'A'.repeat(43)}`])('are not %s', (said) => {
    const tickets = createTickets();
    tickets.make();
    expect(tickets.take(said)).toBe(false);
  });
});
