/**
 * Looks into a packed client: what must be there is, and nothing else. Ends with 1 and the reasons otherwise.
 *
 *   node build/check-pack.mjs dist/win-unpacked win     what electron-builder made
 *   node build/check-pack.mjs --stub                    packs both systems over a stand-in for Electron first (about 10 s)
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { listPackage } from '@electron/asar';
import { makeElectronStub } from './electron-stub.mjs';

const root = resolve(import.meta.dirname, '..');
const require = createRequire(join(root, 'package.json'));
const { getCurrentFuseWire } = createRequire(require.resolve('app-builder-lib/package.json'))('@electron/fuses');

/** As `build/electron-builder.config.yml` wants them, by their number on the wire; `1` is on. */
const wantedFuses = { 0: '0', 1: '1', 2: '0', 3: '0', 4: '1', 5: '1', 7: '0' };

/** @returns {Promise<string[]>} what is wrong, nothing where all is well */
export async function problemsOf(folder, os) {
  const problems = [];
  const want = (holds, what) => void (holds || problems.push(what));
  const resources = join(folder, 'resources');
  const packed = listPackage(join(resources, 'app.asar'), { isPack: false }).map((path) => path.replaceAll('\\', '/'));
  const has = (path) => packed.includes(path);

  for (const path of [
    '/package.json',
    '/out/main/index.js',
    '/out/main/core-worker.js',
    '/out/main/export-worker.js',
    '/out/main/sheet-worker.js',
    '/out/preload/index.cjs',
    '/out/renderer/index.html',
  ]) {
    want(has(path), `missing in app.asar: ${path}`);
  }
  const allowed =
    /^\/(?:package\.json|out(?:\/(?:main|preload|renderer)(?:\/.*)?)?|node_modules(?:\/better-sqlite3(?:\/.*)?)?)$/;
  for (const path of packed) want(allowed.test(path), `should not be in app.asar: ${path}`);
  for (const path of packed) {
    want(!/\.(?:map|ts|vue|env|md|c|cpp|h|gyp)$/.test(path), `no place for such a file: ${path}`);
  }
  want(!has('/out/main/browser-shell.js'), 'the browser shell is packed');

  const prefix = os === 'win' ? 'win32' : 'linux';
  const natives = packed.filter((path) => path.endsWith('.node'));
  want(natives.length > 0, 'no native module');
  for (const path of natives) {
    want(path.includes(`/prebuilds/${prefix}`), `native module for another system: ${path}`);
    want(existsSync(join(`${resources}/app.asar.unpacked`, path)), `not unpacked: ${path}`);
  }
  const unpacked = readdirSync(join(resources, 'app.asar.unpacked'), { recursive: true, withFileTypes: true });
  for (const file of unpacked.filter((entry) => entry.isFile())) {
    want(file.name.endsWith('.node'), `outside the archive, hence unchecked at start: ${file.name}`);
  }
  const sql = existsSync(join(resources, 'migrations'))
    ? readdirSync(join(resources, 'migrations')).filter((name) => name.endsWith('.sql'))
    : [];
  const ours = readdirSync(join(root, 'migrations')).filter((name) => name.endsWith('.sql'));
  want(sql.toSorted().join() === ours.toSorted().join(), `migrations differ: ${sql.join()}`);
  want(existsSync(join(resources, 'resources', 'calendars')), 'no calendars');
  for (const name of ['NotoSerifSC_400Regular.ttf', 'NotoSerifSC_700Bold.ttf', 'OFL.txt']) {
    want(existsSync(join(resources, 'resources', 'fonts', name)), `printed forms lack ${name}`);
  }

  for (const name of ['mozjpeg_dec.wasm', 'mozjpeg_enc.wasm', 'LICENSE.md']) {
    want(existsSync(join(resources, 'resources', 'codecs', name)), `photos of printed forms lack ${name}`);
  }

  const program = join(folder, `department-collaboration-client${os === 'win' ? '.exe' : ''}`);
  want(existsSync(program), `no program ${program}`);
  const wire = await getCurrentFuseWire(program);
  for (const [number, state] of Object.entries(wantedFuses)) {
    want(String.fromCharCode(wire[number]) === state, `fuse ${number} is not ${state}`);
  }
  return problems;
}

/** @returns {Promise<number>} how many of the two systems failed */
async function checkOverStub() {
  const folder = mkdtempSync(join(tmpdir(), 'check-pack-'));
  let failed = 0;
  try {
    for (const os of ['linux', 'win']) {
      const stub = join(folder, `electron-${os}`);
      await makeElectronStub(os, stub);
      const output = join(folder, 'dist');
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [
          join(root, 'node_modules/electron-builder/cli.js'),
          ...['--config', 'build/electron-builder.config.yml', `--${os}`, 'dir', '--x64', '--publish', 'never'],
          ...[`-c.electronDist=${stub}`, `-c.directories.output=${output}`],
        ],
        { cwd: root, encoding: 'utf8' },
      );
      const problems = status === 0 ? await problemsOf(join(output, `${os}-unpacked`), os) : [`${stdout}${stderr}`];
      if (!tell(os, problems)) failed += 1;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return failed;
}

function tell(what, problems) {
  process.stdout.write(
    problems.length === 0 ? `${what}: packed as it should be\n` : `${what}:\n  ${problems.join('\n  ')}\n`,
  );
  return problems.length === 0;
}

const [folder, os] = process.argv.slice(2);
if (folder === '--stub') process.exitCode = (await checkOverStub()) > 0 ? 1 : 0;
else if (folder !== undefined && (os === 'win' || os === 'linux')) {
  process.exitCode = tell(os, await problemsOf(resolve(folder), os)) ? 0 : 1;
} else {
  process.stderr.write('node build/check-pack.mjs FOLDER win|linux, or --stub\n');
  process.exitCode = 2;
}
