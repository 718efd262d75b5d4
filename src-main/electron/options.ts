/** Command line of the desktop shell. Chromium's own switches stand among ours, so unknown ones are let pass. */
import { isAbsolute, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultDataDirectory } from '../shell/data-directory.ts';

export interface DesktopOptions {
  /** Absolute. */
  readonly dataDirectory: string;
  /** Address of the platform; null: what was configured in the client. */
  readonly platformUrl: string | null;
  /** Ends when whoever started it goes away. */
  readonly exitWithStdin: boolean;
}

/**
 * Switches that open the process to other programs of the PC or take the page's walls away; a packaged client refuses to
 * start with them.
 */
const openingSwitches: ReadonlySet<string> = new Set([
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'inspect-brk-node',
  'inspect-port',
  'inspect-publish-uid',
  'inspect-wait',
  'js-flags',
  'no-sandbox',
  'disable-web-security',
  'disable-site-isolation-trials',
  'ignore-certificate-errors',
  'load-extension',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
]);

/** The switch that Chromium reads in an argument: one dash or two, on Windows a slash too, and there in any case of letters. */
function switchIn(argument: string): string | null {
  return /^(?:--?|\/)([^=]+)/.exec(argument)?.[1]?.toLowerCase() ?? null;
}

/** The options, or what is wrong with them in the user's words. @param commandLine `process.argv` without the program */
export function readDesktopOptions(
  commandLine: readonly string[],
  isPackaged: boolean,
): DesktopOptions | { readonly wrong: string } {
  const { values } = parseArgs({
    args: [...commandLine],
    strict: false,
    allowPositionals: true,
    options: {
      'data-dir': { type: 'string' },
      platform: { type: 'string' },
      'exit-with-stdin': { type: 'boolean' },
    },
  });
  const opening = commandLine.map(switchIn).find((name) => name !== null && openingSwitches.has(name));
  if (isPackaged && opening) return { wrong: `正式版不接受参数 --${opening}。` };
  const directory = values['data-dir'];
  if (directory !== undefined && (typeof directory !== 'string' || directory === '')) {
    return { wrong: '--data-dir 应写明目录，例如 --data-dir=D:\\客户端数据' };
  }
  const platform = values.platform;
  if (platform !== undefined && (typeof platform !== 'string' || !isHttpAddress(platform))) {
    return { wrong: `平台地址应以 http:// 或 https:// 开头：${String(platform)}` };
  }
  return {
    dataDirectory:
      directory === undefined ? defaultDataDirectory() : isAbsolute(directory) ? directory : resolve(directory),
    platformUrl: platform ?? null,
    exitWithStdin: values['exit-with-stdin'] === true,
  };
}

function isHttpAddress(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}
