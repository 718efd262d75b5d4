/** Whether the database's native library runs on this PC at all: asked before anybody is told that the client is ready. */
import BetterSqlite3 from 'better-sqlite3';

/**
 * The library in npm's package wants glibc 2.34 (read off the file); 统信 UOS 20, 银河麒麟 V10 and CentOS 8 have 2.28 to 2.31. Other
 * processors (LoongArch, SW64) have none there.
 * @param open replaced in tests
 * @returns null where it runs; otherwise what a technician needs, in words
 */
export function problemWithLibrary(
  open: () => void = () => void new BetterSqlite3(':memory:').close(),
  readGlibc: () => string | null = glibcVersion,
): string | null {
  try {
    open();
    return null;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const glibc = readGlibc();
    const system = `${process.platform} ${process.arch}${glibc === null ? '' : `，glibc ${glibc}`}`;
    return `这台电脑的系统不能运行客户端的数据库组件（${system}）。数据没有改动。\n请把这几行告诉技术人员，按部署说明为本机编译这个组件。（${detail}）`;
  }
}

/** Null where the system has none: Windows, macOS, musl. */
function glibcVersion(): string | null {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: unknown } };
  const version = report.header?.glibcVersionRuntime;
  return typeof version === 'string' ? version : null;
}
