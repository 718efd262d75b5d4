import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createEventHub } from '#core/events.ts';
import { createFileLog } from '#core/log-file.ts';
import { temporaryDirectory, testClock } from './support.ts';

describe('the log', () => {
  it('has one JSON object a line, and no identity or phone number', () => {
    const directory = temporaryDirectory('log');
    const log = createFileLog(directory, testClock());
    log.info('登录', {
      account: 'lin01',
      text: '身份证 431299199001011234，电话 13800138000，代码 91431299MA4L0000XX',
    });
    log.error('出错', new Error('431299199001011234'), { count: 2 });
    log.close();
    const lines = readFileSync(join(directory, 'core.log'), 'utf8').trimEnd().split('\n');
    expect(JSON.parse(lines[0]!)).toEqual({
      at: '2026-03-02T01:00:00.000Z',
      level: 'info',
      event: '登录',
      account: 'lin01',
      text: '身份证 ［号码］，电话 ［号码］，代码 91431299MA4L0000XX',
    });
    expect(JSON.parse(lines[1]!)).toMatchObject({
      level: 'error',
      count: 2,
      error: expect.stringContaining('［号码］') as string,
    });
  });

  it('turns over before it grows without end', () => {
    const directory = temporaryDirectory('log');
    const log = createFileLog(directory, testClock());
    for (let number = 0; number < 8_000; number += 1) log.info('x', { text: 'y'.repeat(1900) });
    log.close();
    expect(readdirSync(directory).toSorted()).toEqual([
      'core.1.log',
      'core.2.log',
      'core.3.log',
      'core.4.log',
      'core.log',
    ]);
  });

  it('never stops the work where it cannot be written', () => {
    const file = join(temporaryDirectory('log'), 'file');
    writeFileSync(file, '');
    const log = createFileLog(join(file, 'logs'), testClock());
    expect(() => log.info('x')).not.toThrow();
    log.close();
  });
});

describe('events', () => {
  it('tell each topic once to a listener that was busy, and end with the signal', async () => {
    const hub = createEventHub();
    const stop = new AbortController();
    const events = hub.subscribe(stop.signal);
    const first = events.next();
    for (let number = 0; number < 1000; number += 1) hub.publish('notices');
    hub.publish('outbox');
    expect((await first).value).toEqual({ topic: 'notices' });
    expect((await events.next()).value).toEqual({ topic: 'outbox' });
    const waiting = events.next();
    stop.abort();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  it('end for everybody when the core closes', async () => {
    const hub = createEventHub();
    const waiting = hub.subscribe().next();
    hub.close();
    expect((await waiting).done).toBe(true);
  });
});
