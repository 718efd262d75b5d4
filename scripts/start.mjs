/**
 * `npm start`: the main job, no question asked. Builds what is stale, starts the demo platform where no platform is
 * configured, opens the client in a desktop window or in the system's browser, and prints one JSON line
 * `{"event":"ready","url":…}` on stdout once it is usable. Everything meant for people goes to stderr.
 * Plain JavaScript (.mjs): any Node may read it, before the Node 24 that npm installs takes over.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfStale } from './lib/build.mjs';
import { startChild } from './lib/children.mjs';
import { fetchElectron, findElectron, whyNoDesktop } from './lib/electron.mjs';
import { ensureProjectNode, nodeFlags, root, watchParent } from './lib/runtime.mjs';
import { readStartOptions, startUsage } from './lib/start-options.mjs';

const tell = (text) => process.stderr.write(`${text}\n`);

await ensureProjectNode();
const { defaultDataDirectory, problemWithDataDirectory } = await import('../src-main/shell/data-directory.ts');
const { findRunningInstance } = await import('../src-main/browser/instance.ts');
const { openPage } = await import('../src-main/browser/system-browser.ts');

const options = readStartOptions(process.argv.slice(2));
if ('wrong' in options) {
  tell(`${options.wrong}\n${startUsage}`);
  process.exit(2);
}
if (options.help) {
  tell(startUsage);
  process.exit(0);
}
const dataDirectory = options.dataDirectory ?? defaultDataDirectory();
// First of all: whatever follows keeps something there, and the folder that others make on the way would be open to all.
const problem = problemWithDataDirectory(dataDirectory);
if (problem !== null) {
  tell(problem);
  process.exit(1);
}
const demoDirectory = join(dataDirectory, 'demo-platform');
const demoAddressFile = join(demoDirectory, 'address.json');

/** What runs, latest last; ended in the opposite order. */
const children = [];
let ending = null;
const end = (code) => {
  ending ??= (async () => {
    for (const child of children.toReversed()) await child.stop();
    process.exit(code);
  })();
  return ending;
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end(0));
watchParent(() => void end(0));

const readJson = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null; // Absent or not ours: as if nothing had been kept.
  }
};

/** Addresses under which the demo platform served this data directory, latest first. */
const demoAddresses = () => readJson(demoAddressFile)?.urls ?? [];

/** A platform that somebody configured in the client (core/accounts/configuration.ts), and not the demo platform. */
function configuredPlatform() {
  const kept = readJson(join(dataDirectory, 'config.json'))?.platformUrl ?? null;
  return kept !== null && !demoAddresses().includes(kept) ? kept : null;
}

/** One account of each department is enough to begin; the README has them all. */
function tellAccounts(accounts) {
  const shown = new Map();
  for (const one of accounts) if (!one.disabled && !shown.has(one.department)) shown.set(one.department, one);
  tell('演示平台已启动（数据均为虚构）。登录账号 / 密码：');
  for (const { account, password, name, department } of shown.values()) {
    tell(`  ${account} / ${password}    ${department} ${name}`);
  }
}

/** Whether a platform answers there: that of another client on the same data directory. */
async function answersAt(url) {
  try {
    return (await fetch(`${url}/v1/ping`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false; // Nobody listens there.
  }
}

/** Starts the demo platform, where it served before if that port is free. Null where it does not come up. */
async function startDemoPlatform() {
  mkdirSync(demoDirectory, { recursive: true });
  const [before] = demoAddresses();
  if (before !== undefined && (await answersAt(before))) return before;
  const ports = before === undefined ? ['0'] : [new URL(before).port, '0'];
  for (const port of ports) {
    const child = startChild(process.execPath, [
      join(root, 'src-main/demo-platform/main.ts'),
      `--data-dir=${demoDirectory}`,
      `--port=${port}`,
      '--scale=county',
      '--new-notices=120',
      '--exit-with-stdin',
    ]);
    const line = await child.line;
    if (line?.event === 'ready') {
      children.push(child);
      const urls = [line.url, ...demoAddresses().filter((url) => url !== line.url)].slice(0, 20);
      writeFileSync(demoAddressFile, JSON.stringify({ urls }));
      tellAccounts(line.accounts ?? []);
      return line.url;
    }
  }
  tell('演示平台没有启动起来，客户端照常打开；上面有原因。');
  return before ?? null;
}

async function electronBinary() {
  if (options.shell === 'browser') return null;
  const obstacle = whyNoDesktop();
  if (obstacle !== null) {
    tell(`${obstacle}，改用浏览器方式。`);
    return null;
  }
  const seconds = Number(process.env.ELECTRON_FETCH_SECONDS) || 180;
  return findElectron() ?? fetchElectron({ asked: options.shell === 'electron', seconds, tell });
}

/** @returns the started shell with its ready line, or null where it ended before it was ready */
async function startShell(file, commandArguments) {
  const child = startChild(file, commandArguments);
  children.push(child);
  const line = await child.line;
  return line === null ? null : { child, line };
}

const running = await findRunningInstance(dataDirectory);
if (running !== null) {
  tell(`客户端已经在运行（进程 ${running.pid}）：${running.url}`);
  process.stdout.write(`${JSON.stringify({ event: 'already-running', url: running.url })}\n`);
  if (options.open) await openPage(running.url);
  process.exit(0);
}
const [platform, build, electron] = await Promise.all([
  options.platform ?? configuredPlatform() ?? startDemoPlatform(),
  buildIfStale({ begins: () => tell('正在构建客户端，约需十几秒。') }),
  electronBinary(),
]);
if (build.code !== 0) {
  tell(`${build.output.trimEnd()}\n客户端没有构建成功；上面有原因。`);
  await end(1);
}

const common = [`--data-dir=${dataDirectory}`, ...(platform === null ? [] : [`--platform=${platform}`])];
let shell = null;
let kind = 'browser';
if (electron !== null) {
  kind = 'electron';
  shell = await startShell(electron, [root, ...common, '--exit-with-stdin']);
  if (shell === null && ending === null) tell('桌面窗口没能打开，改用浏览器方式。');
}
if (shell === null && ending === null) {
  kind = 'browser';
  const behaviour = options.open ? ['--open', '--exit-when-idle'] : [];
  shell = await startShell(process.execPath, [
    ...nodeFlags,
    join(root, 'out/main/browser-shell.js'),
    ...common,
    `--port=${options.port}`,
    '--exit-with-stdin',
    ...behaviour,
  ]);
}
if (shell === null) await end(1);
if (shell.line.event === 'ready') {
  process.stdout.write(`${JSON.stringify({ ...shell.line, shell: kind, platform, dataDirectory })}\n`);
  tell(kind === 'electron' ? '客户端已打开。' : `客户端已就绪：${shell.line.url}\n按 Ctrl+C 结束。`);
} else {
  process.stdout.write(`${JSON.stringify(shell.line)}\n`);
}
const code = await shell.child.ended;
if (code !== 0 && ending === null) tell('客户端意外结束。已保存的内容都在本机；请重新运行 npm start。');
await end(code);
