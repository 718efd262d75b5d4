import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { first, signIn } from './client.ts';
import { eventually } from '../../support/eventually.ts';

const program = fileURLToPath(new URL('../../../src-main/demo-platform/main.ts', import.meta.url));
const readySchema = z.object({
  event: z.literal('ready'),
  url: z.url(),
  accounts: z.array(z.object({ account: z.string(), password: z.string(), department: z.string() })).min(20),
});

async function directory(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'demo-platform-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

function run(...options: string[]) {
  const child = spawn(process.execPath, [program, '--scale=small', ...options], { stdio: ['pipe', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = { text: '', errors: '' };
  child.stdout.on('data', (part: Buffer) => (output.text += part.toString()));
  child.stderr.on('data', (part: Buffer) => (output.errors += part.toString()));
  return { child, output };
}

async function ready({ child, output }: ReturnType<typeof run>) {
  while (!output.text.includes('\n')) {
    if (child.exitCode !== null) throw new Error(output.errors);
    await once(child.stdout, 'data');
  }
  return readySchema.parse(JSON.parse(output.text));
}

const end = async (child: ChildProcess): Promise<number | null> => {
  if (child.exitCode === null) await once(child, 'exit');
  return child.exitCode;
};

describe('npm run platform', () => {
  it('prints one line when it serves, and ends on SIGTERM', async () => {
    const started = run(`--data-dir=${await directory()}`, '--seed=3', '--clock=2026-03-01T00:00:00Z');
    const { url } = await ready(started);
    const ping = z
      .object({ platformId: z.string(), serverTime: z.string() })
      .parse(await (await fetch(`${url}/v1/ping`)).json());
    expect(ping.platformId).toBe('demo-3-small');
    expect(ping.serverTime).toMatch(/^2026-03-01T00:00:/);
    started.child.kill('SIGTERM');
    expect(await end(started.child)).toBe(0);
    expect(started.output.text.trim().split('\n')).toHaveLength(1);
  });

  it('ends when its input closes, where that was asked for', async () => {
    const started = run(`--data-dir=${await directory()}`, '--exit-with-stdin');
    await ready(started);
    started.child.stdin.end();
    expect(await end(started.child)).toBe(0);
  });

  it('ends when npm’s shell, which started it, has ended', async () => {
    const shell = "require('child_process').spawn(process.execPath, process.argv.slice(1), { stdio: 'inherit' })";
    const child = spawn(process.execPath, ['-e', shell, program, '--scale=small', `--data-dir=${await directory()}`], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, npm_lifecycle_event: 'platform' },
    });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const { url } = readySchema.parse(JSON.parse(line.toString()));
    child.kill('SIGKILL');
    const isUp = () =>
      fetch(`${url}/v1/ping`).then(
        () => true,
        () => false,
      );
    await eventually(async () => expect(await isUp()).toBe(false));
  });

  it('keeps what was delivered over a kill, and goes on from there', async () => {
    const place = await directory();
    const options = [`--data-dir=${place}`, '--clock=2026-03-01T02:00:00Z', '--control'];
    const before = run(...options);
    const clerk = await signIn((await ready(before)).url, 'scjg01');
    const operation = clerk.operation('notices.receive', first(await clerk.notices('pending')), {});
    expect(first(await clerk.send(operation)).outcome).toBe('accepted');
    before.child.kill('SIGKILL');
    await end(before.child);
    const again = await ready(run(...options));
    const later = await signIn(again.url, 'scjg01');
    expect(await later.status(operation.id)).toMatchObject({ outcome: 'accepted' });
    const log = z
      .object({ result: z.array(z.object({ id: z.string() })) })
      .parse(await (await fetch(`${again.url}/control/operations`)).json());
    expect(log.result.map(({ id }) => id)).toEqual([operation.id]);
  });

  it('offers controls only where they were asked for', async () => {
    const closed = await ready(run(`--data-dir=${await directory()}`));
    expect((await fetch(`${closed.url}/control/requests`)).status).toBe(401);
    const open = await ready(run(`--data-dir=${await directory()}`, '--control'));
    const arm = (body: unknown) => fetch(`${open.url}/control/faults`, { method: 'POST', body: JSON.stringify(body) });
    expect((await arm({ kind: 'nonsense' })).status).toBe(400);
    expect((await arm({ kind: 'cutBody', count: 1 })).status).toBe(200);
    await expect(fetch(`${open.url}/v1/ping`).then((response) => response.text())).rejects.toThrow();
    expect((await fetch(`${open.url}/v1/ping`)).status).toBe(200);
    await arm({ kind: 'dropAnswer' });
    await expect(fetch(`${open.url}/v1/ping`)).rejects.toThrow();
    await fetch(`${open.url}/control/faults`, { method: 'DELETE' });
    expect((await fetch(`${open.url}/v1/ping`)).status).toBe(200);
  });

  it('makes new notices while it runs, if asked', async () => {
    const { url } = await ready(run(`--data-dir=${await directory()}`, '--new-notices=1', '--control'));
    const count = async () => {
      const ids = new Set<string>();
      for (const key of ['scjg01', 'wsjk01', 'jtys01', 'yjgl01', 'whlg01', 'nync01'])
        for (const { id } of await (await signIn(url, key)).notices()) ids.add(id);
      return ids.size;
    };
    await expect.poll(count, { interval: 300 }).toBeGreaterThan(120);
  });

  it('says in Chinese what is wrong and what to do', async () => {
    const place = await directory();
    const blocker = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void blocker.close());
    await once(blocker, 'listening');
    const address = blocker.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await writeFile(join(place, 'file'), '');
    const damaged = await directory();
    await writeFile(
      join(damaged, 'platform.db'),
      'this is no database, only text that is long enough to be read as one'.repeat(20),
    );
    const other = await directory();
    const first = run(`--data-dir=${other}`, '--seed=1');
    await ready(first);
    first.child.kill('SIGTERM');
    await end(first.child);

    const cases: [string[], RegExp][] = [
      [[`--data-dir=${join(place, 'a')}`, `--port=${port}`], /^端口 \d+ 已被占用：请用 --port 换一个/],
      [[`--data-dir=${join(place, 'file')}`], /^数据目录不能写入：/],
      // Node's own recursive mkdir never comes back from there.
      [[`--data-dir=${process.platform === 'linux' ? '/proc/platform' : join(place, 'file')}`], /^数据目录不能写入：/],
      [[`--data-dir=${damaged}`], /^演示平台的数据文件打不开/],
      [[`--data-dir=${other}`, '--seed=2'], /^数据目录里已有另一份演示数据（seed=1 scale=small）/],
      [[], /^请用 --data-dir=目录/],
      [[`--data-dir=${place}`, '--port=x'], /^--port 应为 0 至 65535 的整数/],
      [[`--data-dir=${place}`, '--clock=gestern'], /^--clock 不是时间/],
      [[`--data-dir=${place}`, '--clock=2026-02-30T09:00:00Z'], /^--clock 不是时间/],
      [[`--data-dir=${place}`, '--scale=world'], /^--scale 应为/],
      [[`--data-dir=${place}`, '--nonsense'], /^命令行参数不对/],
    ];
    for (const [options, words] of cases) {
      const { child, output } = run(...options);
      expect({ options, code: await end(child) }).toEqual({ options, code: 1 });
      expect(output.errors).toMatch(words);
      expect(output.errors.trim().split('\n')).toHaveLength(1);
      expect(output.text).toBe('');
    }
  });

  it('tells its options when asked', async () => {
    const { child, output } = run('--help');
    expect(await end(child)).toBe(0);
    for (const option of ['port', 'data-dir', 'seed', 'scale', 'clock', 'new-notices'])
      expect(output.errors).toContain(`--${option}=`);
  });
});
