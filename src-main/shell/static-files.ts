/** The pages as files: one reader for `app://` and for the loopback server, with one check of paths. */
import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
};

export interface StaticFile {
  readonly contentType: string;
  readonly cacheControl: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

/**
 * Reads one file of the built pages.
 * @param root folder of the pages, absolute
 * @param path of the URL as it was sent, percent-encoded, beginning with `/`; `/` is index.html
 * @returns null for whatever is not a known kind of file inside `root`: absent, a folder, outside, badly encoded
 */
export async function readStatic(root: string, path: string): Promise<StaticFile | null> {
  const file = locate(root, path);
  if (file === null) return null;
  const contentType = contentTypes[extname(file).toLowerCase()];
  if (contentType === undefined) return null;
  try {
    const body = await readFile(file);
    // Built assets carry a hash in their name; the page itself must be asked for again after an update.
    const cacheControl = path.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache';
    return { contentType, cacheControl, body: new Uint8Array(body) };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function locate(root: string, path: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path === '/' ? '/index.html' : path);
  } catch {
    return null; // A broken percent-encoding names no file.
  }
  // A backslash or a drive letter means something to Windows alone, a NUL cuts a path short: no page has them in its name.
  if (!decoded.startsWith('/') || /[\\:\0]/.test(decoded)) return null;
  const folder = resolve(root);
  const file = resolve(folder, `.${decoded}`);
  return file.startsWith(folder + sep) ? file : null;
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR' || code === 'ENAMETOOLONG';
}
