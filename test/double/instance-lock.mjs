/**
 * One process per profile, with a synchronous answer as Electron gives it: a note made exclusively, with the address at
 * which its process hears of others.
 */
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';

/** @returns {boolean} false where another one lives; that one has been told */
export function lockOnce(socket, onSecond) {
  const note = `${socket}.pid`;
  for (;;) {
    try {
      const file = openSync(note, 'wx');
      writeSync(file, String(process.pid));
      closeSync(file);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (isAlive(Number(readFileSync(note, 'utf8')))) {
      createConnection(socket).on('error', () => undefined);
      return false;
    }
    rmSync(note, { force: true });
    rmSync(socket, { force: true });
  }
  const server = createServer((connection) => {
    connection.on('error', () => undefined).destroy();
    onSecond();
  });
  server.listen(socket).unref();
  process.once('exit', () => {
    rmSync(note, { force: true });
    rmSync(socket, { force: true });
  });
  return true;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
