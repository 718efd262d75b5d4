import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { describe, expect, it } from 'vitest';
import { checkMessage, procedurePaths, refusalOf } from '../../../src-main/electron/message-check.ts';
import { callLimit } from '../../../src-main/shell/call-limit.ts';
import type { Contract } from '#shared/contract.ts';
import { until } from '../../support/eventually.ts';

const call = (more: object = {}) => JSON.stringify({ i: '1', p: { u: '/session/status' }, ...more });
const why = (message: unknown) => {
  const verdict = checkMessage(message);
  return verdict.ok ? 'let through' : verdict.why;
};

describe('messages of a page', () => {
  it('lets through what the client of the contract really sends: calls, streams, aborts', async () => {
    const { port1, port2 } = new MessageChannel();
    const seen: unknown[] = [];
    port2.onmessage = (event) => seen.push(event.data);
    const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ port: port1 }));
    port1.start();
    const abort = new AbortController();
    const pending = [
      client.session.signIn({ account: '张三', password: 'x' }).catch(() => undefined),
      client.events.subscribe(undefined, { signal: abort.signal }).catch(() => undefined),
    ];
    await until(() => seen.length === 2);
    abort.abort();
    await until(() => seen.length === 3);
    port1.close();
    port2.close();
    await Promise.all(pending);
    for (const message of seen) expect(why(message)).toBe('let through');
  });

  it('knows every procedure of the contract and no other', () => {
    expect(procedurePaths).toContain('/notices/list');
    expect(procedurePaths).toContain('/events/subscribe');
    expect(procedurePaths).not.toContain('/notices');
    expect(why(JSON.stringify({ i: '1', p: { u: '/notices/dropTable' } }))).toBe('malformed');
    expect(why(JSON.stringify({ i: '1', p: { u: '/__proto__/toString' } }))).toBe('malformed');
    expect(why(JSON.stringify({ i: '1', p: { u: 'http://attacker.example/session/status' } }))).toBe('malformed');
    expect(why(JSON.stringify({ i: '1', p: { u: '/session/status?x=1' } }))).toBe('malformed');
  });

  it.each<[string, unknown, string]>([
    ['an object', { i: '1', p: { u: '/session/status' } }, 'notText'],
    ['bytes', new Uint8Array([123, 125]), 'notText'],
    ['nothing', null, 'notText'],
    ['half a message', '{"i":"1","p":', 'notJson'],
    ['JSON that is no message', '[]', 'malformed'],
    ['JSON null', 'null', 'malformed'],
    ['no call', JSON.stringify({ p: { u: '/session/status' } }), 'malformed'],
    ['a number for a call', call({ i: 1 }), 'malformed'],
    ['an endless name of a call', call({ i: 'x'.repeat(65) }), 'malformed'],
    ['an answer', call({ p: { s: 200, b: {} } }), 'malformed'],
    ['an unknown kind', call({ t: 2 }), 'malformed'],
    ['another method', call({ p: { u: '/session/status', m: 'GET' } }), 'malformed'],
    ['a further member', call({ extra: 1 }), 'malformed'],
    ['headers that are no headers', call({ p: { u: '/session/status', h: { a: 1 } } }), 'malformed'],
    ['a stream item of an unknown kind', call({ t: 3, p: { e: 'boom' } }), 'malformed'],
  ])('refuses %s', (_what, message, expected) => expect(why(message)).toBe(expected));

  it('refuses what is larger than the limit, before looking into it, and still tells which call it answers', () => {
    const large = 'x'.repeat(callLimit);
    expect(checkMessage(`"${large}"`)).toEqual({ ok: false, why: 'tooLarge', call: null });
    expect(checkMessage(call({ p: { u: '/session/status', b: large } }))).toMatchObject({ why: 'tooLarge', call: '1' });
  });

  it('lets through the largest file that the contract takes', async () => {
    const base64 = 'A'.repeat(8_000_000);
    const input = { importId: crypto.randomUUID(), fileName: '执法人员名录.xlsx', base64 };
    const { port1, port2 } = new MessageChannel();
    const sent = new Promise((resolve) => (port2.onmessage = (event) => resolve(event.data)));
    const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ port: port1 }));
    port1.start();
    const pending = client.inspectors.importPreview(input).catch(() => undefined);
    expect(why(await sent)).toBe('let through');
    port1.close();
    port2.close();
    await pending;
  });

  it('tells which call a refusal answers, where that can be told', () => {
    expect(checkMessage(call({ p: { u: '/no/such' } }))).toEqual({ ok: false, why: 'malformed', call: '1' });
    expect(checkMessage(call({ i: 7 }))).toEqual({ ok: false, why: 'malformed', call: null });
    expect(JSON.parse(refusalOf('1'))).toMatchObject({ i: '1', p: { s: 400 } });
  });
});
