/**
 * What one platform process sustains: the demo platform at the scale of a county, over real HTTP, asked by many PCs at
 * once, each with its own connection and session. A round of a quiet PC is one ping and one page of each collection; a
 * round with work also sends an operation. The limit: the same number of requests to the barest server of Node.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { enterprisesCollection } from '#core/enterprises/sync.ts';
import { systemChance } from '#core/environment-node.ts';
import { projectRoot } from '../integration/core/support.ts';
import { furtherCollections } from './fleet.ts';
import { type BenchContext, type BenchRow, figuresOf, ms } from './measure.ts';

const collections = ['notices', enterprisesCollection.collection, ...furtherCollections.map((one) => one.collection)];
const requestsOfRound = 1 + collections.length;
const roundSeconds = 60;
/** Assumed: PCs of a county that are on at the same time, two in each of twenty departments. */
const pcsOfCounty = 40;
/** A process shall be busy half of the time at most, so that a return after an outage finds room. */
const headroom = 0.5;
/** Requests a second at the worst moment after an outage, for each PC: the item `fleet` measures 301 for 500. */
const returnPeakOfPc = 0.6;
const connections = 48;
const clientVersion = '9.9.9';

const readySchema = z.object({
  url: z.string(),
  accounts: z.array(z.object({ account: z.string(), password: z.string(), disabled: z.boolean().optional() })),
});

export async function benchCapacity(context: BenchContext): Promise<BenchRow[]> {
  const seconds = Math.max(2, 8 * context.scale);
  const directory = join(context.directory, 'capacity-platform');
  const platform = await start([
    join(projectRoot, 'src-main/demo-platform/main.ts'),
    `--data-dir=${directory}`,
    '--scale=county',
    '--seed=2',
    '--exit-with-stdin',
  ]);
  const bare = await start(['--input-type=module', '-e', barestServer]);
  try {
    const { url, accounts } = readySchema.parse(platform.ready);
    const people = accounts.filter(({ disabled }) => disabled !== true);
    const pcs = await Promise.all(
      Array.from({ length: connections }, (_, index) => signedIn(url, people[index % people.length]!)),
    );
    const quiet = await load(pcs, quietRound, seconds);
    const busy = await load(pcs, busyRound, seconds);
    const bareUrl = z.object({ url: z.string() }).parse(bare.ready).url;
    const limit = await load(
      pcs.map((pc) => ({ ...pc, url: bareUrl })),
      quietRound,
      seconds,
    );
    for (const { agent } of pcs) agent.destroy();
    const pcsHeld = (rate: number) => Math.floor((rate * headroom * roundSeconds) / requestsOfRound);
    const row = (title: string, one: Load, note: string): BenchRow => ({
      item: '平台一个进程',
      case: title,
      project: `${Math.round(one.perSecond)} 次/秒，p99 ${ms(one.p99)}`,
      limit: `空服务 ${Math.round(limit.perSecond)} 次/秒`,
      ratio: one.perSecond / limit.perSecond,
      target: '≥ 500 次/秒，p99 ≤ 1 秒',
      met: one.perSecond >= 500 && one.p99 <= 1000,
      note,
    });
    const held = pcsHeld(quiet.perSecond);
    const returning = Math.floor(quiet.perSecond / returnPeakOfPc);
    const counties = (pcs: number) => `${pcs} 台 ≈ ${Math.floor(pcs / pcsOfCounty)} 个县`;
    return [
      row(
        `${connections} 个连接，平静的轮次`,
        quiet,
        `一半负荷 ${counties(held)}（每 ${roundSeconds} 秒一轮、每轮 ${requestsOfRound} 次，每县 ${pcsOfCounty} 台）；断网恢复时不排队 ${counties(returning)}`,
      ),
      row(
        `${connections} 个连接，每轮另报送 1 项`,
        busy,
        `报送 ${Math.round(busy.perSecond / (requestsOfRound + 1))} 项/秒`,
      ),
    ];
  } finally {
    platform.child.stdin?.end();
    bare.child.kill();
  }
}

const barestServer = `import { createServer } from 'node:http';
const body = Buffer.from(JSON.stringify({ text: 'x'.repeat(400) }));
const server = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body));
});
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ url: 'http://127.0.0.1:' + server.address().port })));`;

async function start(commandArguments: string[]): Promise<{ child: ChildProcess; ready: unknown }> {
  const child = spawn(process.execPath, commandArguments, { stdio: ['pipe', 'pipe', 'inherit'], cwd: projectRoot });
  const died = once(child, 'exit').then(() => Promise.reject(new Error('the server did not start')));
  const [line] = (await Promise.race([once(createInterface(child.stdout), 'line'), died])) as [string];
  died.catch(() => undefined);
  return { child, ready: JSON.parse(line) as unknown };
}

interface Pc {
  readonly url: string;
  readonly agent: Agent;
  readonly token: string;
  readonly deviceId: string;
  readonly cursors: ReadonlyMap<string, string>;
}

type Line = Pick<Pc, 'url' | 'agent' | 'token'>;

/** One exchange; the body as text. A connection that the platform closed while it was idle is no answer: asked again. */
async function ask(pc: Line, path: string, body?: unknown): Promise<string> {
  for (let left = 3; ; left -= 1) {
    try {
      return await askOnce(pc, path, body);
    } catch (error) {
      if (left === 0 || !(error instanceof Error && 'code' in error && error.code === 'ECONNRESET')) throw error;
    }
  }
}

function askOnce(pc: Line, path: string, body: unknown): Promise<string> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const asked = request(
      `${pc.url}${path}`,
      {
        method: text === undefined ? 'GET' : 'POST',
        agent: pc.agent,
        headers: {
          ...(pc.token === '' ? {} : { authorization: `Bearer ${pc.token}` }),
          ...(text === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
        },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const said = Buffer.concat(chunks).toString();
          if (answer.statusCode === 200) resolve(said);
          else reject(new Error(`${path}: ${answer.statusCode} ${said.slice(0, 200)}`));
        });
        answer.on('error', reject);
      },
    );
    asked.on('error', reject);
    asked.end(text);
  });
}

/** A PC that has downloaded everything: it stands at the end of each stream. */
async function signedIn(url: string, { account, password }: { account: string; password: string }): Promise<Pc> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const deviceId = systemChance.uuid();
  const answer = await ask({ url, agent, token: '' }, '/v1/session', { account, password, deviceId, clientVersion });
  const { token } = JSON.parse(answer) as { token: string };
  const cursors = new Map<string, string>();
  for (const collection of collections) {
    for (let cursor: string | null = null, more = true; more;) {
      const page = JSON.parse(await ask({ url, agent, token }, changesPath(collection, cursor, 5000))) as {
        nextCursor: string;
        more: boolean;
      };
      ({ more } = page);
      cursor = page.nextCursor;
      cursors.set(collection, cursor);
    }
  }
  return { url, agent, token, deviceId, cursors };
}

const changesPath = (collection: string, cursor: string | null, limit = 1000): string =>
  `/v1/changes?collection=${collection}&view=all&limit=${limit}${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;

/** The requests of one round, each when it is due. */
type Round = (pc: Pc) => Iterable<() => Promise<string>>;

function* quietRound(pc: Pc): Iterable<() => Promise<string>> {
  yield () => ask(pc, '/v1/ping');
  for (const [collection, cursor] of pc.cursors) yield () => ask(pc, changesPath(collection, cursor));
}

/** Also sends an operation; refused or not, it is judged and kept under its id. */
function* busyRound(pc: Pc): Iterable<() => Promise<string>> {
  yield () =>
    ask(pc, '/v1/operations', {
      deviceId: pc.deviceId,
      deviceEpoch: 1,
      operations: [
        {
          id: systemChance.uuid(),
          collection: 'notices',
          kind: 'notices.receive',
          recordId: `N0000${String(1 + Math.floor(systemChance.number() * 4999)).padStart(4, '0')}`,
          baseRevision: 1,
          payload: {},
          actor: { account: 'bench', name: '压测', departmentCode: '433221101', departmentName: '压测' },
          time: new Date().toISOString(),
        },
      ],
    });
  yield* quietRound(pc);
}

interface Load {
  readonly perSecond: number;
  readonly p99: number;
}

/** Every PC runs round after round without a pause, for so many seconds. */
async function load(pcs: readonly Pc[], round: Round, seconds: number): Promise<Load> {
  const times: number[] = [];
  const begun = performance.now();
  const until = begun + seconds * 1000;
  await Promise.all(
    pcs.map(async (pc) => {
      while (performance.now() < until)
        for (const one of round(pc)) {
          const start = performance.now();
          await one();
          times.push(performance.now() - start);
        }
    }),
  );
  return { perSecond: times.length / ((performance.now() - begun) / 1000), p99: figuresOf(times).p99 };
}
