/**
 * The limit of every page: an empty page of Vue and Element Plus, built as the product's is, served by the product's own
 * shell from a folder that looks like an installed one.
 */
import { copyFileSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { type Child, startChild } from '../../e2e/child.ts';
import { projectRoot } from '../../integration/core/support.ts';

const html = `<!doctype html>
<html lang="zh-CN">
  <head><meta charset="UTF-8" /><link rel="icon" href="data:," /><title>空</title></head>
  <body><div id="app"></div><script type="module" src="./main.js"></script></body>
</html>
`;
const script = `import 'element-plus/theme-chalk/index.css';
import { ElConfigProvider, ElEmpty } from 'element-plus';
import { createApp, h } from 'vue';
createApp({ render: () => h(ElConfigProvider, () => h(ElEmpty, { id: 'empty' })) }).mount('#app');
`;
/** What says that the page is there. */
export const emptyPage = '#empty';

/** Builds it. Returns how to start its shell, on a data directory without anything in it. */
export async function buildEmptyShell(directory: string): Promise<() => Promise<Child>> {
  const root = join(directory, 'empty-shell');
  const source = join(root, 'source');
  rmSync(root, { recursive: true, force: true });
  mkdirSync(source, { recursive: true });
  writeFileSync(join(source, 'index.html'), html);
  writeFileSync(join(source, 'main.js'), script);
  await build({
    root: source,
    logLevel: 'error',
    configFile: false,
    build: { outDir: join(root, 'out/renderer'), emptyOutDir: true },
  });
  const programs = join(root, 'out/main');
  mkdirSync(programs, { recursive: true });
  for (const name of readdirSync(join(projectRoot, 'out/main')))
    copyFileSync(join(projectRoot, 'out/main', name), join(programs, name));
  copyFileSync(join(projectRoot, 'package.json'), join(root, 'package.json'));
  for (const name of ['resources', 'migrations']) symlinkSync(join(projectRoot, name), join(root, name));
  return () => startChild(join(root, 'out/main/browser-shell.js'), [`--data-dir=${join(root, 'data')}`]);
}
