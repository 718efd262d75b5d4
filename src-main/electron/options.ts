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

/** Switches that open the process to other programs of the PC; a packaged client refuses to start with them. */
const openingSwitches = ['remote-debugging-port', 'remote-debugging-pipe', 'inspect', 'inspect-brk', 'js-flags'];

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
  const opening = openingSwitches.find((name) => values[name] !== undefined);
  if (isPackaged && opening !== undefined) return { wrong: `正式版不接受参数 --${opening}。` };
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
