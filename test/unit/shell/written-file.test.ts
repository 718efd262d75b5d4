import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkWrittenFile } from '../../../src-main/shell/written-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'written-file-'));
  await writeFile(join(folder, '告知查询.xlsx'), '');
  await writeFile(join(folder, 'run.desktop'), '');
  await mkdir(join(folder, 'folder.xlsx'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('files that a shell opens', () => {
  it('are those that the client writes, where they still are', async () => {
    expect(await checkWrittenFile(join(folder, '告知查询.xlsx'))).toEqual({ ok: true });
    expect(await checkWrittenFile(join(folder, 'moved.xlsx'))).toEqual({ ok: false, reason: 'notFound' });
    expect(await checkWrittenFile(join(folder, 'folder.xlsx'))).toEqual({ ok: false, reason: 'notFound' });
  });

  it('are also copies of attachments, of kinds that carry no program', async () => {
    for (const name of ['方案.docx', '现场.jpg'])
      expect(await checkWrittenFile(join(folder, name))).toEqual({ ok: false, reason: 'notFound' });
  });

  it.each(['run.desktop', 'a.exe', 'a.xlsx.lnk', 'a.html', 'a.docm', 'a.doc', 'a'])(
    'are never of a kind that runs: %s',
    async (name) => {
      expect(await checkWrittenFile(join(folder, name))).toEqual({ ok: false, reason: 'refused' });
    },
  );

  it('are never named from elsewhere', async () => {
    expect(await checkWrittenFile('告知查询.xlsx')).toEqual({ ok: false, reason: 'refused' });
  });
});
