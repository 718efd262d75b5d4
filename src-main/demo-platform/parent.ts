/**
 * `npm run platform` that is told to end takes its shell with it and leaves the program behind, holding the port and the
 * database. So the program looks after its parent itself. Whoever started it by hand may go away and leave it running.
 */

/** Calls `gone` once when npm started us and our parent has ended. */
export function watchParent(gone: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    // The system gives an orphan another parent; Windows does not.
    if (process.ppid === parent && isAlive(parent)) return;
    clearInterval(timer);
    gone();
  }, 1_000);
  timer.unref();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
