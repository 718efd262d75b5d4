import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readShellOptions } from '../../../src-main/browser/options.ts';

describe('command line of the browser shell', () => {
  it('takes every option', () => {
    const line = ['--data-dir=data', '--platform=https://10.0.0.8:8443', '--port=4100', '--open', '--exit-with-stdin'];
    expect(readShellOptions([...line, '--exit-when-idle=5'])).toEqual({
      dataDirectory: resolve('data'),
      platformUrl: 'https://10.0.0.8:8443',
      port: 4100,
      open: true,
      exitWithStdin: true,
      exitWhenIdleSeconds: 5,
    });
  });

  it('opens nothing, stays, and takes any port, where nothing is said', () => {
    const given = { platformUrl: null, port: 0, open: false, exitWithStdin: false, exitWhenIdleSeconds: null };
    expect(readShellOptions([])).toMatchObject(given);
    expect(readShellOptions(['--exit-when-idle'])).toMatchObject({ exitWhenIdleSeconds: 30 });
  });

  it.each([
    ['--port=99999', '端口'],
    ['--port=abc', '端口'],
    ['--platform=10.0.0.8', 'http://'],
    ['--platform=ftp://10.0.0.8', 'http://'],
    ['--data-dir=', '--data-dir'],
    ['--exit-when-idle=soon', '秒'],
    ['--unknown', '不认识的选项'],
  ])('says what is wrong with %s', (argument, words) => {
    const read = readShellOptions([argument]);
    expect('wrong' in read && read.wrong).toContain(words);
  });
});
