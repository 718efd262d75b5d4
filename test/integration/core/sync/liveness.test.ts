import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { soundParts } from '#core/sync/parts.ts';
import type { LineFault } from '../../../simulation/network.ts';
import type { Client } from '../../../simulation/client.ts';
import { createScene, entries, receive, type Scene, statesOf } from './scene.ts';

let scene: Scene;
beforeEach(() => void (scene = createScene()));
afterEach(() => scene.close());

describe('after an outage', () => {
  it.each(['offline', 'refused', 'timeoutBefore', 'portal', 'serverFault', 'gateway'] satisfies LineFault[])(
    'of an hour (%s) the queue is empty within 60 s of the platform coming back, whatever the moment',
    async (fault) => {
      for (const extra of [0, 7000, 19_000, 31_000]) {
        scene.close();
        scene = createScene({ seed: 1 + extra });
        const [id = ''] = scene.push(1);
        const client = await scene.client();
        scene.line.fault = () => fault;
        receive(client, [id]);
        await scene.world.advance(60 * 60_000 + extra);
        expect(entries(client)).toMatchObject([{ state: 'queued' }]);
        scene.line.fault = () => null;
        await scene.world.advance(60_000);
        expect(statesOf(client)).toEqual({ accepted: 1 });
      }
    },
  );

  it('does not ask more often than every few seconds meanwhile, and less and less', async () => {
    const client = await scene.client();
    scene.line.requests.length = 0;
    scene.line.fault = () => 'refused';
    await scene.world.advance(10 * 60_000);
    expect(scene.line.requests.length).toBeLessThan(45);
    expect(scene.line.requests.length).toBeGreaterThan(20);
    expect(client.engine.status()).toMatchObject({ state: 'offline', problem: { class: 'unreachable' } });
  });

  it('many clients do not come back in step', async () => {
    const times: number[] = [];
    for (let seed = 1; seed <= 12; seed += 1) {
      const one = createScene({ seed });
      const client = await one.client();
      one.line.fault = () => 'refused';
      await one.world.advance(20 * 60_000);
      one.line.fault = () => null;
      const before = one.world.passed();
      while (client.engine.status().state !== 'connected') await one.world.advance(250);
      times.push(Math.round((one.world.passed() - before) / 1000));
      one.close();
    }
    expect(new Set(times).size).toBeGreaterThan(6);
  });
});

describe('the watchdog', () => {
  it('gives up a round in which nothing moves, and the next one delivers', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    let hanging = true;
    // A request that never comes back and ignores that it was given up.
    scene.line.fault = (request) => (hanging && request.method === 'POST' ? 'never' : null);
    receive(client, [id]);
    await scene.world.advance(100_000);
    expect(entries(client)).toMatchObject([{ state: 'sending' }]);
    hanging = false;
    await scene.world.advance(50_000);
    expect(statesOf(client)).toEqual({ accepted: 1 });
    expect(client.log.lines.map(({ event }) => event)).toContain('sync.watchdog');
  });

  it.each([
    ['an error', new Error('broken')],
    ['a text', 'broken'],
    ['something that cannot be copied', { odd: () => undefined }],
    ['nothing', undefined],
  ])('survives a round that throws %s', async (_what, thrown) => {
    const [id = ''] = scene.push(1);
    let throwing = true;
    const client = await scene.client('scjg01', {
      parts: {
        freeze(context, entriesToSend) {
          // eslint-disable-next-line @typescript-eslint/only-throw-error -- odd things are thrown in the field, too
          if (throwing) throw thrown;
          return soundParts.freeze(context, entriesToSend);
        },
      },
    });
    receive(client, [id]);
    await scene.world.advance(30_000);
    expect(client.engine.status()).toMatchObject({
      state: 'offline',
      problem: { class: 'localFault' },
      allDelivered: false,
    });
    throwing = false;
    await scene.world.advance(60_000);
    expect(statesOf(client)).toEqual({ accepted: 1 });
  });
});

describe('a wrong clock', () => {
  it.each([
    ['a day ahead', 86_400_000],
    ['a day behind', -86_400_000],
    ['eight hours ahead', 8 * 3_600_000],
    ['eight hours behind', -8 * 3_600_000],
    ['in 1970', -Date.parse('2026-03-02T01:00:00.000Z')],
  ])('%s delays nothing, is told, and is corrected for', async (_what, skew) => {
    const [first = '', second = ''] = scene.push(2);
    const client = await scene.client();
    expect(client.engine.status().clockWrong).toBe(false);
    client.clock.skew = skew;
    expect(client.engine.status().clockWrong).toBe(true);
    await scene.world.advance(70_000);
    expect(client.engine.status()).toMatchObject({ clockWrong: true, state: 'connected' });
    expect(Math.abs((client.engine.status().clockOffsetMilliseconds ?? 0) + skew)).toBeLessThan(1000);
    receive(client, [first, second]);
    await scene.world.advance(2000);
    expect(statesOf(client)).toEqual({ accepted: 2 });
    for (const { time } of entries(client)) expect(Math.abs(Date.parse(time) - scene.world.now())).toBeLessThan(10_000);
    client.clock.skew = 0;
    await scene.world.advance(70_000);
    expect(client.engine.status().clockWrong).toBe(false);
  });

  it.each([
    ['forward', 86_400_000],
    ['back', -86_400_000],
  ])('set %s in the field changes no time of an operation, neither at once nor after a start', async (_what, skew) => {
    const ids = scene.push(4);
    const client = await scene.client();
    scene.line.fault = () => 'offline';
    const told: string[] = [];
    const act = async (one: Client, id = '') => {
      await scene.world.advance(30_000);
      receive(one, [id]);
      const time = entries(one).find(({ recordId }) => recordId === id)?.time ?? '';
      expect(Math.abs(Date.parse(time) - scene.world.now())).toBeLessThan(2000);
      told.push(time);
    };
    await act(client, ids[0]);
    client.clock.skew = skew;
    await act(client, ids[1]);
    expect(client.engine.status()).toMatchObject({ clockWrong: true, clockDoubt: 'changed' });
    // Screens count from the PC's clock and this.
    expect(Math.abs((client.engine.status().clockOffsetMilliseconds ?? 0) + skew)).toBeLessThan(2000);
    client.kill();
    const again = scene.start('scjg01', { database: client.database, skew });
    await act(again, ids[2]);
    expect(again.engine.status()).toMatchObject({ clockWrong: true, clockDoubt: 'changed' });
    scene.line.fault = () => null;
    await scene.world.advance(70_000);
    expect(again.engine.status()).toMatchObject({ state: 'connected', clockWrong: true, clockDoubt: 'none' });
    await act(again, ids[3]);
    expect(told).toEqual(told.toSorted());
  });

  it('is told to the screens within a quarter of a minute, without a network', async () => {
    const topics: string[] = [];
    const client = await scene.client('scjg01', { changed: (topic) => void topics.push(topic) });
    scene.line.fault = () => 'never';
    void client.engine.syncNow();
    await scene.world.advance(1000);
    topics.length = 0;
    await scene.world.advance(16_000);
    expect(topics).not.toContain('connection');
    client.clock.skew = 86_400_000;
    await scene.world.advance(16_000);
    expect(topics).toContain('connection');
  });

  it('is not suspected after a night with the lid closed, during which the monotonic clock stood still', async () => {
    const client = await scene.client();
    scene.line.fault = () => 'offline';
    client.clock.skew += 9 * 3_600_000;
    expect(client.engine.status().clockWrong).toBe(true);
    client.clock.slept += 9 * 3_600_000;
    expect(client.engine.status().clockWrong).toBe(false);
  });

  it('two minutes off is not yet told, more is', async () => {
    const client = await scene.client();
    client.clock.skew = 110_000;
    expect(client.engine.status().clockWrong).toBe(false);
    client.clock.skew = 130_000;
    expect(client.engine.status().clockWrong).toBe(true);
  });
});
