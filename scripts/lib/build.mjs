/** Builds out/ when a source is newer than the last build. */
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, root, run } from './runtime.mjs';

const stamp = join(root, 'out', 'built.json');
const sources = ['src-main', 'src-renderer', 'src-shared', 'electron.vite.config.ts', 'package-lock.json'];

/** Newest change and number of files; a deleted file changes the number. */
function stateOfSources() {
  let newest = 0;
  let files = 0;
  const look = (path) => {
    const status = statSync(path);
    if (status.isDirectory()) {
      for (const name of readdirSync(path)) look(join(path, name));
      return;
    }
    files += 1;
    newest = Math.max(newest, status.mtimeMs);
  };
  for (const source of sources) look(join(root, source));
  return { newest, files };
}

function isCurrent(state) {
  try {
    const built = JSON.parse(readFileSync(stamp, 'utf8'));
    return built.newest === state.newest && built.files === state.files;
  } catch {
    return false; // No build yet, or one whose end was not seen.
  }
}

/**
 * @param {{ begins?: () => void }} [told] called where there is something to build
 * @returns {Promise<{ code: number, output: string, built: boolean }>} `built` false: what was there is current
 */
export async function buildIfStale({ begins } = {}) {
  const state = stateOfSources();
  if (isCurrent(state)) return { code: 0, output: '', built: false };
  begins?.();
  rmSync(stamp, { force: true });
  const result = await run(process.execPath, [command('electron-vite'), 'build'], { capture: true });
  if (result.code === 0) {
    mkdirSync(join(root, 'out'), { recursive: true });
    writeFileSync(stamp, JSON.stringify(state));
  }
  return { ...result, built: true };
}
