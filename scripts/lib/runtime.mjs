/**
 * What every script of the project needs before it can use anything else: Node 24, and children that end with us.
 * Plain JavaScript that Node 20 can read, since that is what may start it.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join, resolve } from 'node:path';

/** The project's folder. */
export const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');

/**
 * For every Node in which threads of ours come and go. On x64 Linux whose processor has memory protection keys V8 loses count
 * of its code pages now and then and ends the whole process («jit_page.has_value()»; nodejs/node#64500 is one report).
 */
export const nodeFlags = process.platform === 'linux' && process.arch === 'x64' ? ['--no-memory-protection-keys'] : [];

const startedByScript = 'PROJECT_SCRIPT_PARENT';

/** First version that runs TypeScript as it stands. */
const oldestUsable = [22, 18];

/** Node 24 as npm installed it for this system, or null (macOS and others bring their own). */
export function projectNode() {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const path = join(root, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(path) ? path : null;
}

/**
 * Runs this same script again on the project's Node where another one started it. Returns where no change is needed;
 * otherwise the process ends with the other's exit code, or with words where there is no usable Node.
 */
export async function ensureProjectNode() {
  const wanted = projectNode();
  if (wanted === null) {
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    if (major > oldestUsable[0] || (major === oldestUsable[0] && minor >= oldestUsable[1])) return;
    process.stderr.write(
      `需要 Node ${oldestUsable.join('.')} 以上，现在是 ${process.versions.node}。请先运行 npm ci；仍不行请安装 Node 24。\n`,
    );
    process.exit(1);
  }
  if (Number(process.versions.node.split('.')[0]) >= 24) {
    // Tools that are started below find it as `node`, too.
    process.env.PATH = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`;
    return;
  }
  const child = spawn(wanted, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: 'inherit',
    env: { ...process.env, [startedByScript]: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const code = await new Promise((done) => child.once('exit', (status, signal) => done(signal ? 1 : status)));
  process.exit(code ?? 1);
}

const require = createRequire(join(root, 'package.json'));

/** Path of a package's command, to be run with `process.execPath`. */
export function command(packageName, name = packageName) {
  const manifestPath = require.resolve.paths(packageName)?.map((folder) => join(folder, packageName, 'package.json'));
  const manifest = manifestPath?.find((path) => existsSync(path));
  if (manifest === undefined) throw new Error(`${packageName} is not installed; run npm ci`);
  const { bin } = require(manifest);
  return resolve(manifest, '..', typeof bin === 'string' ? bin : bin[name]);
}

/**
 * Runs a program to its end. Its words go to our stderr (stdout may belong to a machine), or are handed back.
 * @returns {Promise<{ code: number, output: string }>} `output` only with `capture`
 */
export function run(file, commandArguments, { env = {}, capture = false, cwd = root, milliseconds } = {}) {
  return new Promise((done) => {
    const child = spawn(file, commandArguments, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', capture ? 'pipe' : process.stderr.fd, capture ? 'pipe' : process.stderr.fd],
    });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    const timer = milliseconds === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), milliseconds);
    child.once('error', (error) => {
      clearTimeout(timer);
      done({ code: 127, output: `${output}${error.message}\n` });
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      done({ code: code ?? 1, output });
    });
  });
}

/**
 * Calls `gone` once when npm, or this script under another Node, has started us and has ended without telling us.
 * Whoever started us by hand may well go away and leave us running.
 */
export function watchParent(gone) {
  if (process.env.npm_lifecycle_event === undefined && process.env[startedByScript] === undefined) return;
  const before = ancestors();
  const timer = setInterval(() => {
    if (ancestors() === before) return;
    clearInterval(timer);
    gone();
  }, 1_000);
  timer.unref();
}

/**
 * Our parent and its parent: npm starts a script through a shell, which outlives it. A process whose parent ends is given
 * another one by the system. (Windows does not do so; there the parent is asked whether it still lives.)
 */
function ancestors() {
  const parent = process.ppid;
  if (process.platform === 'win32') return isAlive(parent) ? 'alive' : 'gone';
  if (process.platform !== 'linux') return String(parent);
  try {
    // pid (name) state ppid …; the name may hold blanks and brackets.
    const fields = readFileSync(`/proc/${parent}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return `${parent} ${fields[1]}`;
  } catch {
    return 'gone'; // It ended between the two looks.
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
