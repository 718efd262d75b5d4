/**
 * `npm run platform -- --port=N --data-dir=DIR --seed=N --scale=small|county|province [--clock=ISO]
 * [--new-notices=SECONDS] [--counts=notices:N,…] [--control] [--exit-with-stdin]`: the demo platform alone. Prints one JSON line
 * once it serves.
 */
import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { watchParent } from './parent.ts';
import { StateMismatch } from './platform.ts';
import { type Scale, scales } from './domain.ts';
import { type DomainName, domains } from './domains.ts';
import type { SeedCounts } from './seed.ts';
import { type DemoServer, startDemoPlatform } from './server.ts';

/** A mistake of the caller: told in one line, without a stack. */
class UsageError extends Error {}

const usage = `用法：npm run platform -- --data-dir=目录 [选项]
  --port=端口                  0 为任意空闲端口（默认 0）
  --seed=整数                  同一个种子总是得到同一个县（默认 1）
  --scale=small|county|province  数据量（默认 county）
  --clock=ISO时间              从这个时间走起，例如 2026-03-01T09:00:00+08:00
  --new-notices=秒             每隔这么久推来一件新告知
  --counts=名称:个数,…         各类数据的个数，例如 notices:100,inspections:5000；没写到的按数据量
  --control                    开放 /control/…，可让平台出各种故障
  --exit-with-stdin            标准输入关闭时退出`;

/** Milliseconds of an ISO date or instant; null where it is none, or a day that the calendar does not have. */
function readInstant(text: string): number | null {
  const [day] = /^\d{4}-\d{2}-\d{2}(?=T|$)/.exec(text) ?? [];
  const instant = Date.parse(text);
  if (day === undefined || Number.isNaN(instant)) return null;
  // Date.parse takes 30 February for 2 March.
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day) ? instant : null;
}

/** Makes a folder and those above it. Node's `recursive` never comes back where the system answers ENOENT, as /proc does. */
function makeDirectory(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = dirname(path);
  if (parent !== path) makeDirectory(parent);
  mkdirSync(path);
}

function readCounts(text: string): SeedCounts {
  const known = Object.keys(domains) as DomainName[];
  return Object.fromEntries(
    text.split(',').map((part) => {
      const [, word, count] = /^(\w+):(\d{1,7})$/.exec(part) ?? [];
      const name = known.find((one) => one === word);
      if (!name) throw new UsageError(`--counts 应为 ${known.map((one) => `${one}:个数`).join(',')}，实际是“${part}”`);
      return [name, Number(count)];
    }),
  );
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      'data-dir': { type: 'string' },
      seed: { type: 'string', default: '1' },
      scale: { type: 'string', default: 'county' },
      clock: { type: 'string' },
      'new-notices': { type: 'string' },
      counts: { type: 'string' },
      control: { type: 'boolean', default: false },
      'exit-with-stdin': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const whole = (name: string, text: string, low: number, high: number): number => {
    const number = Number(text);
    if (!/^\d+$/.test(text) || number < low || number > high)
      throw new UsageError(`--${name} 应为 ${low} 至 ${high} 的整数，实际是“${text}”`);
    return number;
  };
  const scale = scales.find((one): one is Scale => one === values.scale);
  if (!scale) throw new UsageError(`--scale 应为 small、county 或 province，实际是“${values.scale}”`);
  const dataDirectory = values['data-dir'];
  if (!dataDirectory) throw new UsageError('请用 --data-dir=目录 指明演示平台的数据放在哪里');
  const start = values.clock === undefined ? null : readInstant(values.clock);
  if (start === null && values.clock !== undefined) throw new UsageError(`--clock 不是时间：“${values.clock}”`);
  const startedAt = Date.now();
  const interval = values['new-notices'];
  return {
    port: whole('port', values.port, 0, 65_535),
    seed: whole('seed', values.seed, 0, 4_294_967_295),
    scale,
    dataDirectory,
    // A set clock runs on from there.
    ...(start === null ? {} : { clock: () => start + (Date.now() - startedAt) }),
    ...(interval === undefined ? {} : { arrivalSeconds: whole('new-notices', interval, 1, 86_400) }),
    ...(values.counts === undefined ? {} : { counts: readCounts(values.counts) }),
    controlSurface: values.control,
    exitWithStdin: values['exit-with-stdin'],
  };
}

function checkDirectory(directory: string): void {
  try {
    makeDirectory(resolve(directory));
    accessSync(directory, constants.W_OK);
  } catch (error) {
    throw new UsageError(
      `数据目录不能写入：${directory}（${error instanceof Error ? error.message : String(error)}）；请换一个目录或检查权限`,
    );
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** One line of Chinese for what commonly goes wrong; the stack for what should not. */
function explain(error: unknown, port: number): string {
  const code = codeOf(error);
  if (error instanceof UsageError || error instanceof StateMismatch) return error.message;
  if (code === 'EADDRINUSE') return `端口 ${port} 已被占用：请用 --port 换一个，或用 --port=0 自动选择`;
  if (code === 'EACCES') return `没有权限使用端口 ${port}：请换一个 1024 以上的端口`;
  if (code.startsWith('ERR_PARSE_ARGS')) return `命令行参数不对：${error instanceof Error ? error.message : ''}`;
  if (code.startsWith('SQLITE_'))
    return `演示平台的数据文件打不开（${code}）：请换一个数据目录，或移走其中的 platform.db 后重试`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function main(): Promise<void> {
  let port = 0;
  let server: DemoServer;
  try {
    const options = readOptions();
    if (options === null) {
      process.stderr.write(`${usage}\n`);
      return;
    }
    port = options.port;
    checkDirectory(options.dataDirectory);
    server = await startDemoPlatform(options);
    let ending = false;
    const end = (): void => {
      if (ending) return;
      ending = true;
      void server.close().then(() => process.exit(0));
    };
    process.on('SIGTERM', end);
    process.on('SIGINT', end);
    watchParent(end);
    if (options.exitWithStdin) process.stdin.on('end', end).on('close', end).resume();
  } catch (error) {
    process.stderr.write(`${explain(error, port)}\n`);
    process.exitCode = 1;
    return;
  }
  const accounts = server.accounts.map(({ account, password, name, roles, department, disabled }) => ({
    account,
    password,
    name,
    department: department.name,
    roles,
    ...(disabled ? { disabled } : {}),
  }));
  process.stdout.write(`${JSON.stringify({ event: 'ready', url: server.url, accounts })}\n`);
}

await main();
