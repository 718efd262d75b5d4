/** A folder that all workers of one run share, made before its first test and removed after its last. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const name = 'E2E_RUN_FOLDER';

/** Where it is, in a worker. */
export function runFolder(): string {
  const folder = process.env[name];
  if (folder === undefined) throw new Error('there is no folder of the run: is this a worker of Playwright?');
  return folder;
}

/** Called by Playwright once a run; what it returns is called in the end. */
export default async function makeRunFolder(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'e2e-run-'));
  // Workers inherit the environment.
  process.env[name] = folder;
  return () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
