/** Command line of the browser shell. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultDataDirectory } from '../shell/data-directory.ts';

export interface ShellOptions {
  readonly dataDirectory: string;
  /** Address of the platform; null: what was configured in the client. */
  readonly platformUrl: string | null;
  readonly port: number;
  readonly open: boolean;
  readonly exitWithStdin: boolean;
  /** Seconds without any page after which the shell ends; null: never. */
  readonly exitWhenIdleSeconds: number | null;
}

export const shellUsage = `用法：browser-shell [选项]
  --data-dir=目录          本机数据目录
  --platform=地址          部门协同监管平台地址（http:// 或 https://）
  --port=端口              本机端口，0 为任意空闲端口（默认 0）
  --open                   用系统浏览器打开页面
  --exit-with-stdin        标准输入关闭时退出
  --exit-when-idle[=秒]    最后一个页面关闭后退出（默认 30 秒）；正在报送时不退出`;

const idleSecondsByDefault = 30;

/** The options, or what is wrong with them in the user's words. */
export function readShellOptions(commandLine: readonly string[]): ShellOptions | { readonly wrong: string } {
  // parseArgs knows no option whose value may be left out.
  const withValues = commandLine.map((argument) =>
    argument === '--exit-when-idle' ? `--exit-when-idle=${idleSecondsByDefault}` : argument,
  );
  let values;
  try {
    ({ values } = parseArgs({
      args: withValues,
      options: {
        'data-dir': { type: 'string' },
        platform: { type: 'string' },
        port: { type: 'string', default: '0' },
        open: { type: 'boolean', default: false },
        'exit-with-stdin': { type: 'boolean', default: false },
        'exit-when-idle': { type: 'string' },
      },
    }));
  } catch (error) {
    return { wrong: `不认识的选项：${error instanceof Error ? error.message : String(error)}` };
  }
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65535) return { wrong: `端口应是 0 到 65535 的整数：${values.port}` };
  const idle = values['exit-when-idle'];
  if (idle !== undefined && !/^\d+(\.\d+)?$/.test(idle)) return { wrong: `--exit-when-idle 应是秒数：${idle}` };
  const directory = values['data-dir'];
  // An empty name would be the folder one happens to stand in: a mistake of a script, not a wish.
  if (directory === '') return { wrong: '--data-dir 应写明目录' };
  const platform = values.platform;
  if (platform !== undefined && !isHttpAddress(platform)) {
    return { wrong: `平台地址应以 http:// 或 https:// 开头：${platform}` };
  }
  return {
    dataDirectory: resolve(directory ?? defaultDataDirectory()),
    platformUrl: platform ?? null,
    port,
    open: values.open,
    exitWithStdin: values['exit-with-stdin'],
    exitWhenIdleSeconds: idle === undefined ? null : Number(idle),
  };
}

function isHttpAddress(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}
