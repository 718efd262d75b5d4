import { describe, expect, it } from 'vitest';
import { defaultDataDirectory } from '../../../src-main/shell/data-directory.ts';

describe('where data lies by default', () => {
  it('is local, never roaming, on Windows', () => {
    const directory = defaultDataDirectory('win32', { LOCALAPPDATA: '/local', APPDATA: '/roaming' }, '/home/li');
    expect(directory).toContain('local');
    expect(directory).not.toContain('roaming');
  });

  it('follows XDG_DATA_HOME on Linux where it is absolute', () => {
    expect(defaultDataDirectory('linux', { XDG_DATA_HOME: '/data' }, '/home/li')).toBe(
      '/data/department-collaboration-client',
    );
    expect(defaultDataDirectory('linux', { XDG_DATA_HOME: 'relative' }, '/home/li')).toBe(
      '/home/li/.local/share/department-collaboration-client',
    );
  });
});
