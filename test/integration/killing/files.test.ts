/**
 * Real processes and sockets: an inspector's client is killed with SIGKILL while a film of 12 MB leaves, at every moment of
 * sending a part. After each restart it goes on from where the platform stands.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { passwordOf } from '#platform/county.ts';
import { createDemoPlatform } from '#platform/platform.ts';
import { type Child, startChild } from '../../e2e/child.ts';
import { sha256Of } from '../core/sync/attachments/files-in-memory.ts';
import { projectRoot, seededChance, temporaryDirectory } from '../core/support.ts';
import { type SendingMoment, sendingMoments, startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

const bytes = 12 * 1024 * 1024;
const account = 'scjg04';
const platformSeed = 12;
/** Parts that go through in each life before the one at which it ends. */
const partsOfLife = 3;

const folder = temporaryDirectory('killed-files');
let platform: Child;
let proxy: TcpProxy;
beforeAll(async () => {
  platform = await startChild('src-main/demo-platform/main.ts', [
    '--port=0',
    `--data-dir=${join(folder, 'platform')}`,
    '--scale=small',
    `--seed=${platformSeed}`,
    '--control',
  ]);
  proxy = await startTcpProxy(Number(new URL(platformUrl()).port), seededChance(1));
  mkdirSync(join(folder, 'pc'));
}, 60_000);
afterAll(async () => {
  await proxy.close();
  await platform.kill();
  rmSync(folder, { recursive: true, force: true });
});
const platformUrl = (): string => z.string().parse(platform.ready['url']);

const lineSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('entered'), sha256: z.string() }),
  z.object({ event: z.literal('delivered') }),
]);
type Line = z.infer<typeof lineSchema>;

/** One life of the client; killed at that moment of a part, or left alone until all is delivered. Returns what it said. */
async function live(moment: SendingMoment | null): Promise<Line[]> {
  const child = spawn(
    process.execPath,
    [
      join(import.meta.dirname, 'processes', 'inspector.ts'),
      join(folder, 'pc'),
      proxy.url,
      account,
      passwordOf(account),
      String(bytes),
    ],
    {
      cwd: projectRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
    },
  );
  proxy.atSending(moment, () => child.kill('SIGKILL'), 'PUT /v1/attachments', partsOfLife);
  const lines: Line[] = [];
  let words = '';
  child.stderr.on('data', (text: Buffer) => (words += text.toString()));
  createInterface({ input: child.stdout }).on('line', (text) => lines.push(lineSchema.parse(JSON.parse(text))));
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 1 ? reject(new Error(words)) : resolve()));
  });
  proxy.atSending(null, () => undefined);
  return lines;
}

it('a file whose sender is killed at every moment of a part arrives whole and once, and no confirmed part is sent again', async () => {
  const said: Line[] = [];
  for (const moment of sendingMoments) {
    const before = proxy.parts.length;
    said.push(...(await live(moment)));
    expect(
      said.some(({ event }) => event === 'delivered'),
      moment,
    ).toBe(false);
    // After its answer the next part may be on its way before the signal arrives.
    expect([partsOfLife + 1, partsOfLife + 2], moment).toContain(proxy.parts.length - before);
  }
  said.push(...(await live(null)));
  expect(said.map(({ event }) => event)).toEqual(['entered', 'delivered']);
  const sha256 = said.flatMap((line) => (line.event === 'entered' ? [line.sha256] : []))[0] ?? '';

  // Each part began where the platform, by its last word that came through, stood.
  expect(proxy.parts.filter(({ start, told }) => start !== told)).toEqual([]);
  const sent = proxy.parts.reduce((sum, { start, end }) => sum + end - start + 1, 0);
  const largestPart = Math.max(...proxy.parts.map(({ start, end }) => end - start + 1));
  // The signature picture beside it, and of each life at most the part at which it ended.
  expect(sent).toBeLessThanOrEqual(bytes + 10_000 + sendingMoments.length * largestPart);

  const answer = await fetch(`${platformUrl()}/control/snapshot`, { method: 'POST' });
  const { result } = z.object({ result: z.string() }).parse(await answer.json());
  const there = createDemoPlatform({
    dataDirectory: ':memory:',
    seed: platformSeed,
    scale: 'small',
    snapshot: Buffer.from(result, 'base64'),
  });
  const parts = there.control.attachmentParts(sha256);
  expect(sha256Of(Buffer.concat(parts.map(({ content }) => content)))).toBe(sha256);
  expect(there.control.attachments().find((one) => one.sha256 === sha256)).toMatchObject({
    length: bytes,
    stored: bytes,
    complete: true,
  });
  expect(there.control.operationsLog().filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1);
  there.close();
}, 240_000);
