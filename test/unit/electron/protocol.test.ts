import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

const registerSchemesAsPrivileged = vi.fn();
vi.mock('electron', () => ({ protocol: { registerSchemesAsPrivileged } }));
const { answerPageRequest, registerAppScheme, serveApp } = await import('../../../src-main/electron/protocol.ts');

let folder: string;
let pages: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'app-scheme-'));
  pages = join(folder, 'renderer');
  await mkdir(join(pages, 'assets'), { recursive: true });
  await writeFile(join(folder, 'package.json'), '{"secret":"outside"}');
  await writeFile(join(pages, 'index.html'), '<p>客户端</p>');
  await writeFile(join(pages, 'assets', 'index-abc.js'), 'export {};');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const ask = (url: string, method = 'GET') => answerPageRequest(pages, { url, method });

it('is registered as standard and secure, never past the CSP', () => {
  registerAppScheme();
  expect(registerSchemesAsPrivileged).toHaveBeenCalledExactlyOnceWith([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
});

it('is handled by the session of the pages', async () => {
  const handle = vi.fn<(scheme: string, handler: (request: Request) => Promise<Response>) => void>();
  serveApp({ protocol: { handle } } as unknown as Electron.Session, pages);
  const [scheme, handler] = handle.mock.calls[0]!;
  expect(scheme).toBe('app');
  expect((await handler({ url: 'app://bundle/', method: 'GET' } as Request)).status).toBe(200);
});

describe('what app:// answers', () => {
  it('gives the page with its policy, without unsafe-eval', async () => {
    const answer = await ask('app://bundle/index.html#/notices');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('<p>客户端</p>');
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = answer.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe-eval');
  });

  it('gives assets', async () => {
    expect((await ask('app://bundle/assets/index-abc.js')).status).toBe(200);
  });

  it.each([
    ['POST', 405],
    ['PUT', 405],
    ['HEAD', 405],
    ['OPTIONS', 405],
  ])('answers %s with %i', async (method, status) => {
    expect((await ask('app://bundle/index.html', method)).status).toBe(status);
  });

  it.each([
    ['app://other/index.html', 400],
    ['app://bundle:8/index.html', 400],
    ['app://bundle.attacker.example/index.html', 400],
    ['file:///etc/passwd', 400],
    ['no address', 400],
    ['app://bundle/../package.json', 404],
    ['app://bundle/..%2fpackage.json', 404],
    ['app://bundle/%2e%2e%2fpackage.json', 404],
    ['app://bundle/..%5cpackage.json', 404],
    ['app://bundle/assets/../../package.json', 404],
    ['app://bundle/assets', 404],
    ['app://bundle/absent.js', 404],
    ['app://bundle/%zz', 404],
  ])('answers %s with %i and nothing from inside', async (url, status) => {
    const answer = await ask(url);
    expect(answer.status).toBe(status);
    expect(await answer.text()).not.toContain('secret');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});
