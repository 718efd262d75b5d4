import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ShellServices, shellServicesOver } from '#core/shell-services.ts';
import type { ChooseFolderRequest } from '#shared/contract/folders.ts';

const chooseFolder = vi.fn<(wanted: ChooseFolderRequest) => Promise<string | null>>();
const openPath = vi.fn<(path: string) => Promise<string>>();
const showItemInFolder = vi.fn<(path: string) => void>();
vi.mock('electron', () => ({
  shell: { openPath: (path: string) => openPath(path), showItemInFolder: (path: string) => showItemInFolder(path) },
}));
const { shellServices } = await import('../../../src-main/electron/services.ts');

const notify = vi.fn(() => Promise.resolve(true));

let folder: string;
let channel: MessageChannel;
let services: ShellServices;
const kept = new Map<string, string>();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'services-'));
  openPath.mockReset().mockResolvedValue('');
  showItemInFolder.mockReset();
  kept.clear();
  channel = new MessageChannel();
  shellServices(
    {
      load: (account) => Promise.resolve(kept.get(account) ?? null),
      save: (account, token) => Promise.resolve(void kept.set(account, token)),
      remove: (account) => Promise.resolve(void kept.delete(account)),
    },
    chooseFolder,
    notify,
  )(channel.port1);
  services = shellServicesOver(channel.port2);
  channel.port2.ref();
});
afterEach(async () => {
  channel.port1.close();
  await rm(folder, { recursive: true, force: true });
});

describe('what the core may ask of the desktop shell', () => {
  it('to tell what is new, and whether somebody pressed on it', async () => {
    expect(await services.notify({ title: '一', body: '二' })).toBe(true);
    expect(notify).toHaveBeenCalledExactlyOnceWith({ title: '一', body: '二' });
  });

  it('to keep, give back and forget a token', async () => {
    await services.tokens.save({ account: 'li', token: 't' });
    expect(await services.tokens.load({ account: 'li' })).toBe('t');
    await services.tokens.remove({ account: 'li' });
    expect(await services.tokens.load({ account: 'li' })).toBeNull();
  });

  it('to open a written file, or show where it lies', async () => {
    const path = join(folder, '告知查询.xlsx');
    await writeFile(path, 'x');
    expect(await services.openFile({ path, what: 'file' })).toEqual({ ok: true });
    expect(openPath).toHaveBeenCalledExactlyOnceWith(path);
    expect(await services.openFile({ path, what: 'folder' })).toEqual({ ok: true });
    expect(showItemInFolder).toHaveBeenCalledExactlyOnceWith(path);
  });

  it('not to open what can run, what is no file, or what is named relative to somewhere', async () => {
    for (const name of ['a.exe', 'a.bat', 'a.lnk', 'a.xlsm', 'a', 'a.xlsx.cmd', 'a.html']) {
      const path = join(folder, name);
      await writeFile(path, 'x');
      expect(await services.openFile({ path, what: 'file' })).toEqual({ ok: false, reason: 'refused' });
      expect(await services.openFile({ path, what: 'folder' })).toEqual({ ok: false, reason: 'refused' });
    }
    expect(await services.openFile({ path: 'report.xlsx', what: 'file' })).toEqual({ ok: false, reason: 'refused' });
    await mkdir(join(folder, 'folder.xlsx'));
    for (const name of ['folder.xlsx', 'absent.xlsx']) {
      expect(await services.openFile({ path: join(folder, name), what: 'file' })).toEqual({
        ok: false,
        reason: 'notFound',
      });
    }
    expect(openPath).not.toHaveBeenCalled();
    expect(showItemInFolder).not.toHaveBeenCalled();
  });

  it('to have a folder chosen, with a title and from a place, both of a sane length', async () => {
    const wanted = { title: '导出目录', from: folder };
    chooseFolder.mockReset().mockResolvedValueOnce(folder).mockResolvedValueOnce(null);
    expect(await services.chooseFolder(wanted)).toEqual({ path: folder });
    expect(await services.chooseFolder(wanted)).toEqual({ path: null });
    await expect(services.chooseFolder({ title: '', from: '' })).rejects.toThrow();
    await expect(services.chooseFolder({ title: 'x', from: 'x'.repeat(2001) })).rejects.toThrow();
    expect(chooseFolder.mock.calls).toEqual([[wanted], [wanted]]);
  });

  it('and hears when the system could not open it', async () => {
    openPath.mockResolvedValue('no program for this kind of file');
    const path = join(folder, 'a.xlsx');
    await writeFile(path, 'x');
    expect(await services.openFile({ path, what: 'file' })).toEqual({ ok: false, reason: 'refused' });
  });
});
