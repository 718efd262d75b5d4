/** A connection through which a process can die, or a disk can be full, at any single write. */
import type { Statement } from 'better-sqlite3';
import type { Database } from '#core/database/types.ts';

/** The process ended here; whoever catches it is already dead. */
export class ProcessDied extends Error {
  constructor() {
    super('the process died');
    this.name = 'ProcessDied';
  }
}

/** What SQLite throws when the disk is full. */
export class DiskFull extends Error {
  readonly code = 'SQLITE_FULL';
  constructor() {
    super('database or disk is full');
    this.name = 'SqliteError';
  }
}

/**
 * The same database; `beforeWrite` is called before each write and may throw, `beforeCommit` at the end of each transaction:
 * whoever died inside commits nothing. Transactions are those of the real connection, so that what is thrown inside one
 * rolls it back.
 */
export function mortal(
  database: Database,
  beforeWrite: () => void,
  beforeCommit: () => void = () => undefined,
): Database {
  const wrapStatement = (statement: Statement): Statement =>
    new Proxy(statement, {
      get(target, key) {
        const member: unknown = Reflect.get(target, key, target);
        if (typeof member !== 'function') return member;
        if (key !== 'run') return member.bind(target) as unknown;
        return (...parameters: unknown[]) => {
          beforeWrite();
          return target.run(...parameters);
        };
      },
    });
  return new Proxy(database, {
    get(target, key) {
      if (key === 'transaction')
        return (run: (...parameters: unknown[]) => unknown) =>
          target.transaction((...parameters: unknown[]) => {
            const result = run(...parameters);
            beforeCommit();
            return result;
          });
      if (key === 'prepare') return (sql: string) => wrapStatement(target.prepare(sql));
      const member: unknown = Reflect.get(target, key, target);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}
