import type { BrowserWindow } from 'electron';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

type Answer = { canceled: boolean; filePaths: string[] };
const showOpenDialog = vi.fn<(window: unknown, options: { defaultPath?: string }) => Promise<Answer>>();
vi.mock('electron', () => ({
  dialog: { showOpenDialog: (...given: Parameters<typeof showOpenDialog>) => showOpenDialog(...given) },
}));
const { folderWindow } = await import('../../../src-main/electron/folder-window.ts');

let folder: string;
const window = { isDestroyed: () => false } as unknown as BrowserWindow;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'folder-window-'));
  showOpenDialog.mockReset().mockResolvedValue({ canceled: false, filePaths: [folder] });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('it begins where the field points, if there is such a folder', async () => {
  const choose = folderWindow(() => window);
  expect(await choose({ title: '导出目录', from: folder })).toBe(folder);
  for (const from of ['', 'relative', join(folder, 'pulled-out')]) await choose({ title: '导出目录', from });
  expect(showOpenDialog.mock.calls.map(([above, { defaultPath }]) => [above, defaultPath])).toEqual([
    [window, folder],
    [window, undefined],
    [window, undefined],
    [window, undefined],
  ]);
});

test('cancelled, or without a window to stand above: none', async () => {
  showOpenDialog.mockResolvedValue({ canceled: true, filePaths: [] });
  expect(await folderWindow(() => window)({ title: '导出目录', from: '' })).toBeNull();
  expect(await folderWindow(() => null)({ title: '导出目录', from: '' })).toBeNull();
  const gone = { isDestroyed: () => true } as unknown as BrowserWindow;
  expect(await folderWindow(() => gone)({ title: '导出目录', from: '' })).toBeNull();
  expect(showOpenDialog).toHaveBeenCalledOnce();
});

test('one at a time; after a failure the next one opens', async () => {
  const choose = folderWindow(() => window);
  const { promise, reject } = Promise.withResolvers<Answer>();
  showOpenDialog.mockReturnValueOnce(promise);
  const first = choose({ title: '导出目录', from: '' });
  expect(await choose({ title: '另存一份到', from: '' })).toBeNull();
  reject(new Error('no display'));
  await expect(first).rejects.toThrow('no display');
  expect(await choose({ title: '另存一份到', from: '' })).toBe(folder);
});
