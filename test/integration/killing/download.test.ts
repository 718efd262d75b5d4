/** Real processes: a reviewer's client is killed with SIGKILL again and again while a photo of 12 MB comes. */
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { departmentOf, passwordOf } from '#platform/county.ts';
import { subjectSchema } from '#shared/domains/inspections/subjects.ts';
import { contentOf } from '../core/sync/attachments/scene.ts';
import { projectRoot, seededChance, temporaryDirectory } from '../core/support.ts';
import { sha256Of, signIn, startPlatform } from '../demo-platform/client.ts';

const bytes = 12 * 1024 * 1024;
const mebibyte = 1024 * 1024;
const account = 'scjg03';
const lives = 8;

const lineSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('received'), bytes: z.number() }),
  z.object({ event: z.literal('here'), sha256: z.string() }),
]);
type Line = z.infer<typeof lineSchema>;

it('a file whose receiver is killed again and again comes whole, and goes on from what it had', async () => {
  const folder = temporaryDirectory('killed-downloads');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const pc = join(folder, 'pc');
  mkdirSync(pc);
  const { url, control } = await startPlatform({ clock: Date.now });
  const content = contentOf(bytes, 5);
  const sha256 = sha256Of(content);
  const inspector = await signIn(url, 'scjg04');
  for (let at = 0; at < bytes; at += 4 * mebibyte)
    await inspector.put(sha256, content.subarray(at, at + 4 * mebibyte), at, bytes);
  const subject = control
    .visibleIds('inspectionSubjects', departmentOf('scjg').code)
    .map((id) => subjectSchema.parse(control.record('inspectionSubjects', id)?.data))
    .find(({ stage }) => stage === 'entered');
  const [evidence] = subject?.result?.evidence ?? [];
  if (!subject?.result || !evidence) throw new Error('no result waits for 复核');
  const { id, result } = subject;
  control.inspections.changeSubject(id, { result: { ...result, evidence: [{ ...evidence, sha256, bytes }] } });
  // Slow enough to be killed in the middle.
  control.faults.add({ kind: 'delay', delayMs: 60, match: { method: 'GET', path: `^/v1/attachments/${sha256}` } });

  const chance = seededChance(3);
  /** One life of the client, killed a moment after so many bytes are here, or left alone. Returns what it said. */
  const live = async (until: number | null): Promise<Line[]> => {
    const script = join(import.meta.dirname, 'processes', 'reviewer.ts');
    const child = spawn(process.execPath, [script, pc, url, account, passwordOf(account), id, sha256], {
      cwd: projectRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
    });
    const lines: Line[] = [];
    let words = '';
    child.stderr.on('data', (text: Buffer) => (words += text.toString()));
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = lineSchema.parse(JSON.parse(text));
      lines.push(line);
      if (until !== null && line.event === 'received' && line.bytes >= until)
        setTimeout(() => child.kill('SIGKILL'), chance.number() * 50);
    });
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => (code === 1 ? reject(new Error(words)) : resolve()));
    });
    return lines;
  };
  const receivedIn = (lines: readonly Line[]): number[] =>
    lines.flatMap((line) => (line.event === 'received' ? [line.bytes] : []));

  let before = 0;
  for (let life = 1; life <= lives; life += 1) {
    const received = receivedIn(await live((life * bytes) / (lives + 2)));
    // What was sealed stays; at most the part that was not full yet, and what came in the last moment, comes again.
    expect(received[0], `life ${life}`).toBeGreaterThanOrEqual(Math.floor(before / mebibyte) * mebibyte - mebibyte);
    before = received.at(-1) ?? before;
  }
  const said = await live(null);
  expect(said.at(-1)).toEqual({ event: 'here', sha256 });
  const left = readdirSync(pc, { recursive: true, encoding: 'utf8' });
  expect(left.filter((name) => name.includes('downloading') && name.includes(sha256))).toEqual([]);
  expect(left.filter((name) => name.endsWith(sha256))).toHaveLength(1);
}, 180_000);
