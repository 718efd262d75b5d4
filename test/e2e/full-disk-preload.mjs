/**
 * Loaded before the client's own code, in each of its threads, where a test may not mount a small disk: while the file
 * FULL_DISK_FLAG is there, no SQLite database of this process gets another page (SQLITE_FULL).
 */
import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';

const flag = process.env.FULL_DISK_FLAG ?? '';
const connections = new Set();
const { pragma } = Database.prototype;
Database.prototype.pragma = function (...given) {
  connections.add(this);
  return pragma.apply(this, given);
};
let was = false;
setInterval(() => {
  const full = existsSync(flag);
  if (full === was) return;
  was = full;
  for (const connection of connections)
    if (connection.open && !connection.readonly && !connection.inTransaction)
      pragma.call(connection, `max_page_count = ${full ? 1 : 4_294_967_294}`);
}, 20).unref();
