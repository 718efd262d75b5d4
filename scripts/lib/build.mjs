/**
 * Builds out/ when a source is not the one of the last build.
 * Plain JavaScript (.mjs): any Node may read it, before the Node 24 that npm installs takes over.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, root, run } from './runtime.mjs';

const stamp = join(root, 'out', 'built.json');
const sources = ['src-main', 'src-renderer', 'src-shared', 'electron.vite.config.ts', 'package-lock.json'];

/**
 * What the build is made of, as one text. By content and not by time: a folder that was copied to another PC has other
 * times (a USB stick rounds them), need not be built again, and often cannot be: installed for all, it is not the user's to
 * write. About 20 ms.
 */
export function stateOfSources(folder = root) {
  const hash = createHash('sha256');
  const take = (name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) for (const below of readdirSync(path).toSorted()) take(`${name}/${below}`);
    else hash.update(`${name}\n`).update(readFileSync(path));
  };
  for (const source of sources) take(source);
  return hash.digest('hex');
}

function isCurrent(state) {
  try {
    return JSON.parse(readFileSync(stamp, 'utf8')).sources === state;
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
  try {
    rmSync(stamp, { force: true });
  } catch (error) {
    return { code: 1, output: `${stamp} 不能改写：${error.message}`, built: false };
  }
  const result = await run(process.execPath, [command('electron-vite'), 'build'], { capture: true });
  if (result.code === 0) {
    mkdirSync(join(root, 'out'), { recursive: true });
    writeFileSync(stamp, JSON.stringify({ sources: state }));
  }
  return { ...result, built: true };
}
