/**
 * One browser shell per data directory. The first one leaves a note with its process and address; a second one shows the
 * first one's page instead of starting. (The database has a lock of its own, which also holds against the desktop shell.)
 */
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const noteSchema = z.object({ pid: z.number().int().positive(), url: z.url() });
export type InstanceNote = z.infer<typeof noteSchema>;

const noteName = 'browser-shell.json';

export interface Instance {
  /** Takes the note away, if it is still ours. */
  release(): Promise<void>;
}

/**
 * The shell that already serves this data directory, or null. A note whose process is gone, or whose address no longer
 * answers, is stale and does not count.
 */
export async function findRunningInstance(dataDirectory: string): Promise<InstanceNote | null> {
  const note = await readNote(join(dataDirectory, noteName));
  if (!note || !isAlive(note.pid)) return null;
  return (await answers(note.url)) ? note : null;
}

/**
 * Leaves our note. A stale one is taken away first.
 * @returns the other shell's note where one was quicker
 */
export async function announceInstance(dataDirectory: string, url: string): Promise<Instance | InstanceNote> {
  const path = join(dataDirectory, noteName);
  const mine = join(dataDirectory, `${noteName}.${process.pid}`);
  // The address admits whoever knows it: for this user's eyes only.
  await writeFile(mine, JSON.stringify({ pid: process.pid, url } satisfies InstanceNote), { mode: 0o600 });
  try {
    for (;;) {
      if (await linkNew(mine, path)) break;
      const running = await findRunningInstance(dataDirectory);
      if (running) return running;
      await takeAside(path, `${mine}.stale`);
    }
  } finally {
    await rm(mine, { force: true });
  }
  return {
    async release() {
      if ((await readNote(path))?.pid === process.pid) await rm(path, { force: true });
    },
  };
}

/** Atomic: of two that try at once, one succeeds. False where a note stands already. */
async function linkNew(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (codeOf(error) !== 'EPERM' && codeOf(error) !== 'ENOTSUP' && codeOf(error) !== 'EOPNOTSUPP') throw error;
    // FAT and some network drives know no hard links; an exclusive write is the next best.
    return writeNew(to, await readFile(from, 'utf8'));
  }
}

async function writeNew(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

async function takeAside(path: string, aside: string): Promise<void> {
  try {
    await rename(path, aside);
    await rm(aside, { force: true });
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

async function readNote(path: string): Promise<InstanceNote | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
  try {
    return noteSchema.parse(JSON.parse(text));
  } catch {
    return null; // Cut short or written by something else: as good as no note.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Process numbers are used again: only an answer at the address proves that the shell is there. */
async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(new URL('/', url), { signal: AbortSignal.timeout(3_000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false; // Nobody listens there.
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
