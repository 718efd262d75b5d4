/** docs/deployment.md names only files, options and words that exist. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failureTexts } from '#shared/contract/failures.ts';
import { shellUsage } from '../../../src-main/browser/options.ts';

const root = resolve(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(resolve(root, path), 'utf8');
const text = read('docs/deployment.md');
const blocks = [...text.matchAll(/```\w+\n(.*?)```/gs)].map(([, block]) => block ?? '');

describe('docs/deployment.md', () => {
  it('copies what exists', () => {
    const copied = blocks
      .flatMap((block) => [...block.matchAll(/^cp (?:-R )?(.+) "\$to\//gm)])
      .flatMap(([, files]) => files?.split(' ') ?? [])
      .filter((file) => file !== 'out');
    expect(copied.length).toBeGreaterThan(7);
    for (const file of copied) expect(existsSync(resolve(root, file)), file).toBe(true);
    const outputs = read('electron.vite.config.ts');
    for (const [, entry] of text.matchAll(/out[/\\]main[/\\]([\w-]+)\.js/g)) expect(outputs).toContain(`'${entry}'`);
  });

  it('gives the options that the shell has', () => {
    const lines = blocks.join('\n').replaceAll('\\\n', ' ').split('\n');
    const given = lines.filter((line) => line.includes('browser-shell.js')).flatMap((line) => line.match(/--[a-z-]+/g));
    expect(given.length).toBeGreaterThan(5);
    for (const option of given) expect(shellUsage).toContain(String(option));
  });

  it('names the Electron of the lock file, and what a person is told', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> };
    expect(text).toContain(`Electron 程序（${devDependencies['electron']}）`);
    expect(text).toContain(failureTexts.databaseNewer.next.replace(/。$/, ''));
    for (const [words, where] of [
      ['不能运行客户端的数据库组件', 'src-main/core/database/library.ts'],
      ['数据目录不能写入', 'src-main/shell/data-directory.ts'],
      ['复制检查结果', 'src-renderer/features/diagnosis/DiagnosisPage.vue'],
      ['从备份恢复', 'src-renderer/features/session/SignInPage.vue'],
      ['另存一份到', 'src-renderer/features/settings/BackupSettings.vue'],
      ['本机情况', 'src-renderer/features/settings/SettingsPage.vue'],
    ] as const) {
      expect(text).toContain(words);
      expect(read(where)).toContain(words);
    }
  });
});
