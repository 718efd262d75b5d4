import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStartOptions } from '../../../scripts/lib/start-options.mjs';

describe('flags of npm start', () => {
  it('asks nothing where nothing is given', () => {
    expect(readStartOptions([])).toEqual({
      shell: null,
      platform: null,
      dataDirectory: null,
      port: 0,
      open: true,
      help: false,
    });
  });

  it('takes every flag', () => {
    const line = ['--shell=browser', '--platform=https://10.0.0.8:8443', '--data-dir=data', '--port=4100', '--no-open'];
    expect(readStartOptions(line)).toEqual({
      shell: 'browser',
      platform: 'https://10.0.0.8:8443',
      dataDirectory: resolve('data'),
      port: 4100,
      open: false,
      help: false,
    });
  });

  it.each([
    ['--shell=window', '--shell'],
    ['--platform=10.0.0.8', 'http://'],
    ['--platform=file:///etc', 'http://'],
    ['--platform=', 'http://'],
    ['--data-dir=', '--data-dir'],
    ['--port=65536', '--port'],
    ['--port=abc', '--port'],
    ['--port=-1', '--port'],
    ['--data=x', '不认识的选项'],
  ])('says what is wrong with %s', (argument, words) => {
    const read = readStartOptions([argument]);
    expect('wrong' in read && read.wrong).toContain(words);
  });
});
