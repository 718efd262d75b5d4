/** A copy of a kept file that other programs can open. It lies unsealed, where the person puts exported files. */
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { extname, join } from 'node:path';
import { appendAudit } from '#core/audit/audit.ts';
import { realFiles, requireSpace, writeAll } from '#core/database/files.ts';
import type { Workspace } from '#core/workspace.ts';
import { sha256Of } from '../line/classify.ts';
import { AttachmentDamaged } from './sealed-file.ts';
import type { AttachmentStore } from './store.ts';

const pieceBytes = 1024 * 1024;

/** Names of devices on Windows, whatever stands behind their dot. */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/** A name that every system takes: no folders, no device, no control characters, no blank or dot at the end. */
export function safeFileName(name: string): string {
  const plain = name
    // eslint-disable-next-line no-control-regex -- control characters are what must not be in a file name
    .replace(/[\u0000-\u001f<>:"/\\|?*]/g, '_')
    .replace(/[. ]+$/, '')
    .replace(/^\.+/, '_')
    .replace(deviceName, '_$1')
    .slice(-120);
  return plain === '' ? '附件' : plain;
}

/** Writes the copy, or finds the one of an earlier time, and opens it where asked. Throws what the file system says. */
export async function saveCopy(
  workspace: Workspace,
  attachments: Pick<AttachmentStore, 'open'>,
  openFile: (path: string, what: 'file') => Promise<boolean>,
  { sha256, name, open }: { sha256: string; name: string; open: boolean },
): Promise<{ ok: true; path: string; opened: boolean } | { ok: false; reason: 'notFound' | 'fileDamaged' }> {
  let file;
  try {
    file = attachments.open(sha256);
    if (!file) return { ok: false, reason: 'notFound' };
    if (!file.isWhole()) return { ok: false, reason: 'fileDamaged' };
    const directory = join(workspace.exportsDirectory(), '附件');
    mkdirSync(directory, { recursive: true });
    accessSync(directory, constants.W_OK);
    const path = placeFor(directory, safeFileName(name), sha256, file.facts.bytes);
    if (!existsSync(path)) {
      requireSpace(directory, file.facts.bytes);
      const beside = `${path}.new`;
      try {
        const handle = openSync(beside, 'w', 0o600);
        try {
          for (let at = 0; at < file.facts.bytes; at += pieceBytes)
            writeAll(handle, file.read(at, pieceBytes), realFiles);
        } finally {
          closeSync(handle);
        }
        renameSync(beside, path);
      } finally {
        rmSync(beside, { force: true });
      }
      // Who took which file out of the client is part of the department's record.
      workspace.database.transaction(() =>
        appendAudit(workspace, { action: 'attachments.copied', detail: `另存附件 ${name}（${sha256.slice(0, 12)}）` }),
      )();
    }
    return { ok: true, path, opened: open && (await openFile(path, 'file')) };
  } catch (error) {
    if (error instanceof AttachmentDamaged) return { ok: false, reason: 'fileDamaged' };
    throw error;
  } finally {
    file?.close();
  }
}

/** The first name that is free, or holds this very content already. */
function placeFor(directory: string, name: string, sha256: string, bytes: number): string {
  const suffix = extname(name);
  const stem = name.slice(0, name.length - suffix.length);
  for (let count = 1; ; count += 1) {
    const path = join(directory, `${stem}${count === 1 ? '' : `（${count}）`}${suffix}`);
    if (!existsSync(path)) return path;
    const there = readFileSync(path);
    if (there.length === bytes && sha256Of(there) === sha256) return path;
  }
}
