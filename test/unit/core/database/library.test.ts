import { describe, expect, it } from 'vitest';
import { problemWithLibrary } from '#core/database/library.ts';

describe('the database’s library', () => {
  it('runs here', () => {
    expect(problemWithLibrary()).toBeNull();
  });

  it('that does not load is told before anything else, with the system and what to do', () => {
    const open = () => {
      throw new Error("/lib64/libc.so.6: version `GLIBC_2.34' not found");
    };
    const words = problemWithLibrary(open, () => '2.28');
    expect(words).toContain('这台电脑的系统不能运行客户端的数据库组件');
    expect(words).toContain(`${process.platform} ${process.arch}，glibc 2.28`);
    expect(words).toContain('按部署说明');
    expect(words).toContain("GLIBC_2.34' not found");
  });
});
