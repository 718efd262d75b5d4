import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStatic } from '../../../src-main/shell/static-files.ts';

let folder: string;
let pages: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'static-files-'));
  pages = join(folder, 'pages');
  await mkdir(join(pages, 'assets'), { recursive: true });
  await mkdir(join(folder, 'pages-private'));
  await writeFile(join(pages, 'index.html'), '页面');
  await writeFile(join(pages, 'assets', '图 标.svg'), '<svg/>');
  await writeFile(join(folder, 'pages-private', 'index.html'), 'private');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('static files of both shells', () => {
  it('reads the page for / and says its kind', async () => {
    const file = await readStatic(pages, '/');
    expect(file?.contentType).toBe('text/html; charset=utf-8');
    expect(new TextDecoder().decode(file?.body)).toBe('页面');
  });

  it('reads names that are percent-encoded', async () => {
    const file = await readStatic(pages, `/assets/${encodeURIComponent('图 标')}.svg`);
    expect(file?.contentType).toBe('image/svg+xml');
  });

  it.each(['/../pages-private/index.html', '/..%2Fpages-private/index.html', '/%2e%2e%2fpages-private/index.html'])(
    'does not leave its folder for a neighbour whose name begins alike: %s',
    async (path) => {
      expect(await readStatic(pages, path)).toBeNull();
    },
  );

  it.each([
    'index.html',
    '',
    '/C:/index.html',
    '/..\\pages-private\\index.html',
    '/index.html%00.html',
    '/%',
    '/assets/',
  ])('finds nothing at %j', async (path) => {
    expect(await readStatic(pages, path)).toBeNull();
  });
});
