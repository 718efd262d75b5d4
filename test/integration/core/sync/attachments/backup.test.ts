/** Files in backups: cheap on the same disk, whole on another, there again after a restore on another PC. */
import { call } from '@orpc/server';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestCore } from '../../core-support.ts';
import { lin, signedIn, startCore } from '../../core-support.ts';
import { temporaryDirectory } from '../../support.ts';
import { sha256Of } from './files-in-memory.ts';

const photo = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(1_500_000, '现场')]);
const second = Buffer.from('%PDF-1.7 营业执照复印件');

describe('files in backups', () => {
  let core: TestCore;
  let code: string;
  let attachments: string;
  beforeEach(async () => {
    core = startCore();
    code = (await signedIn(core, lin)) ?? '';
    attachments = join(core.unlocked().workspace.directory, 'attachments');
  });
  afterEach(() => core.close());

  /** Takes a file in as a screen does. */
  async function keep(content: Buffer, mediaType: string, name: string): Promise<void> {
    const { context, router } = core;
    const begun = await call(router.attachments.begin, { name, mediaType, bytes: content.length }, { context });
    if (!begun.ok) throw new Error(begun.reason);
    const { uploadId } = begun;
    for (let offset = 0; offset < content.length; offset += 500_000) {
      const base64 = content.subarray(offset, offset + 500_000).toString('base64');
      expect(await call(router.attachments.append, { uploadId, offset, base64 }, { context })).toMatchObject({
        ok: true,
      });
    }
    const use = { collection: 'inspectionSubjects', recordId: 'S1', caption: '门头' };
    expect(await call(router.attachments.finish, { uploadId, use }, { context })).toMatchObject({
      ok: true,
      sha256: sha256Of(content),
    });
  }
  const backUp = async (directory: string | null = null): Promise<string> => {
    const made = await call(core.router.backups.create, { directory }, { context: core.context });
    if (!made.ok) throw new Error(made.reason);
    return made.backup.folder;
  };
  const read = (from: TestCore, content: Buffer) =>
    call(
      from.router.attachments.read,
      { sha256: sha256Of(content), offset: 10, length: 20 },
      { context: from.context },
    );

  it('lie beside the backups once for all of them, without taking room again on the same disk', async () => {
    await keep(photo, 'image/jpeg', '门头.jpg');
    const folder = await backUp();
    await keep(second, 'application/pdf', '执照.pdf');
    const later = await backUp();
    const shared = join(dirname(folder), 'attachments');
    expect(readdirSync(shared).toSorted()).toEqual([sha256Of(photo), sha256Of(second)].toSorted());
    expect(statSync(join(shared, sha256Of(photo))).ino).toBe(statSync(join(attachments, sha256Of(photo))).ino);
    expect(readFileSync(join(folder, 'attachments.txt'), 'utf8')).toBe(`${sha256Of(photo)}\n`);
    expect(readFileSync(join(later, 'attachments.txt'), 'utf8').trim().split('\n')).toHaveLength(2);
    expect(readFileSync(join(shared, sha256Of(photo))).includes('现场现场')).toBe(false);
  });

  it('go when no backup needs them any more', async () => {
    await keep(second, 'application/pdf', '执照.pdf');
    const folder = await backUp();
    const shared = join(dirname(folder), 'attachments');
    rmSync(join(attachments, sha256Of(second)));
    for (let count = 0; count < 9; count += 1) await backUp();
    expect(existsSync(join(shared, sha256Of(second)))).toBe(true);
    await backUp();
    expect(existsSync(folder)).toBe(false);
    expect(existsSync(join(shared, sha256Of(second)))).toBe(false);
  });

  it('are there after a restore on another PC, from a chosen folder', async () => {
    await keep(photo, 'image/jpeg', '门头.jpg');
    await keep(second, 'application/pdf', '执照.pdf');
    const folder = await backUp(temporaryDirectory('stick'));
    const other = startCore({ platform: core.platform });
    const restored = await call(
      other.router.backups.restore,
      { folder, recoveryCode: code },
      { context: other.context },
    );
    expect(restored).toMatchObject({ ok: true });
    await signedIn(other, lin);
    expect(await read(other, photo)).toEqual(await read(core, photo));
    expect(await read(other, second)).toMatchObject({ ok: true, mediaType: 'application/pdf', bytes: second.length });
    const record = { collection: 'inspectionSubjects', recordId: 'S1' };
    const { files } = await call(other.router.attachments.ofRecord, record, { context: other.context });
    expect(files.map(({ name, caption }) => [name, caption])).toEqual([
      ['门头.jpg', '门头'],
      ['执照.pdf', '门头'],
    ]);
    await other.close();
  });

  it('take the place of damaged ones, and are told of where the backup lacks them', async () => {
    await keep(photo, 'image/jpeg', '门头.jpg');
    await keep(second, 'application/pdf', '执照.pdf');
    const folder = await backUp(temporaryDirectory('stick'));
    rmSync(join(dirname(folder), 'attachments', sha256Of(second)));
    rmSync(join(attachments, sha256Of(second)));
    const path = join(attachments, sha256Of(photo));
    rmSync(path);
    writeFileSync(path, 'damaged');
    expect(await read(core, photo)).toEqual({ ok: false, reason: 'fileDamaged' });
    const restored = await call(core.router.backups.restore, { folder }, { context: core.context });
    expect(restored).toMatchObject({ ok: true });
    await signedIn(core, lin);
    expect(await read(core, photo)).toMatchObject({ ok: true, bytes: photo.length });
    expect(await read(core, second)).toEqual({ ok: false, reason: 'notFound' });
    const { detail } = core
      .unlocked()
      .workspace.database.prepare<[], { detail: string }>("SELECT detail FROM audit WHERE action = 'database.restore'")
      .get()!;
    expect(detail).toContain('1 个附件不在备份里');
  });
});
