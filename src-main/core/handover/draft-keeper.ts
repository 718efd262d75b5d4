/** What 交接 asks of a domain's half-filled forms: one table of drafts each, all with `account` and `discarded_at`. */
import type { Database } from '../database/types.ts';
import { statement } from '../database/statements.ts';

export interface DraftKeeper {
  /** Of each account, those not thrown away. */
  count(database: Database): Map<string, number>;
  /**
   * Gives them to another account, inside the caller's transaction. What that one typed for the same form stays, and so does
   * its twin; what they threw away makes room. Returns how many moved.
   */
  handOver(database: Database, from: string, to: string): number;
}

/** `form`: the columns that say which form of an account a draft is of. Names are the schema's own, never a person's words. */
export function draftKeeper({
  table,
  form,
}: {
  readonly table: string;
  readonly form: readonly string[];
}): DraftKeeper {
  const same = form.map((column) => `own.${column} = ${table}.${column}`).join(' AND ');
  return {
    count(database) {
      const rows = statement<[], { account: string; n: number }>(
        database,
        `SELECT account, count(*) AS n FROM ${table} WHERE discarded_at IS NULL GROUP BY account`,
      ).all();
      return new Map(rows.map(({ account, n }) => [account, n]));
    },
    handOver(database, from, to) {
      statement<[string, string]>(
        database,
        `DELETE FROM ${table} AS own WHERE own.account = ? AND own.discarded_at IS NOT NULL
           AND EXISTS (SELECT 1 FROM ${table} WHERE account = ? AND discarded_at IS NULL AND ${same})`,
      ).run(to, from);
      return statement<[string, string, string]>(
        database,
        `UPDATE ${table} SET account = ? WHERE account = ? AND discarded_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM ${table} AS own WHERE own.account = ? AND ${same})`,
      ).run(to, from, to).changes;
    },
  };
}
