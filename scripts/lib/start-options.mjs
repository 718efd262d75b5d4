/**
 * Flags of `npm start`.
 * Plain JavaScript (.mjs): any Node may read it, before the Node 24 that npm installs takes over.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const startUsage = `用法：npm start -- [选项]
  --shell=electron|browser  桌面窗口或系统浏览器（默认：能用 Electron 就用，否则浏览器）
  --platform=地址           部门协同监管平台地址；不填且没有配置过时，启动自带的演示平台
  --data-dir=目录           本机数据目录
  --port=端口               浏览器方式的本机端口，0 为任意空闲端口
  --no-open                 不打开浏览器，只输出地址
  --help                    显示这些说明`;

/**
 * @returns {{ shell: 'electron' | 'browser' | null, platform: string | null, dataDirectory: string | null, port: number,
 *   open: boolean, help: boolean } | { wrong: string }}
 */
export function readStartOptions(commandLine) {
  let values;
  try {
    ({ values } = parseArgs({
      args: commandLine,
      options: {
        shell: { type: 'string' },
        platform: { type: 'string' },
        'data-dir': { type: 'string' },
        port: { type: 'string', default: '0' },
        'no-open': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    return { wrong: `不认识的选项：${error.message}` };
  }
  const { shell = null, platform = null, port } = values;
  if (shell !== null && shell !== 'electron' && shell !== 'browser') {
    return { wrong: `--shell 应为 electron 或 browser，实际是“${shell}”` };
  }
  if (platform !== null && !/^https?:$/.test(URL.canParse(platform) ? new URL(platform).protocol : '')) {
    return { wrong: `平台地址应以 http:// 或 https:// 开头，实际是“${platform}”` };
  }
  if (!/^\d+$/.test(port) || Number(port) > 65_535) return { wrong: `--port 应为 0 至 65535 的整数，实际是“${port}”` };
  const given = values['data-dir'];
  // An empty name would be the folder one happens to stand in: a mistake of a script, not a wish.
  if (given === '') return { wrong: '--data-dir 应写明目录，例如 --data-dir=D:\\客户端数据' };
  return {
    shell,
    platform,
    dataDirectory: given === undefined ? null : resolve(given),
    port: Number(port),
    open: !values['no-open'],
    help: values.help,
  };
}
