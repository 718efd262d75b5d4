/** Binds the exports part of the contract. */
import { storageReasons } from '#shared/contract/base.ts';
import { guardStorage, unlocked } from '../router.ts';

export const exportsRouter = unlocked.exports.router({
  start: unlocked.exports.start.handler(({ input, context: { exports } }) =>
    guardStorage(storageReasons, () => {
      const job = exports.start(input);
      return job ? ({ ok: true, job } as const) : ({ ok: false, reason: 'nothingToExport' } as const);
    }),
  ),
  print: unlocked.exports.print.handler(({ input, context: { exports } }) =>
    guardStorage(storageReasons, () => {
      const job = exports.print(input);
      return job ? ({ ok: true, job } as const) : ({ ok: false, reason: 'nothingToExport' } as const);
    }),
  ),
  printColumns: unlocked.exports.printColumns.handler(({ input, context: { exports } }) =>
    exports.printColumns(input.list),
  ),
  choosePrintColumns: unlocked.exports.choosePrintColumns.handler(({ input, context: { exports } }) =>
    guardStorage(storageReasons, () => {
      exports.choosePrintColumns(input.list, input.titles);
      return { ok: true } as const;
    }),
  ),
  list: unlocked.exports.list.handler(({ context: { exports } }) => exports.list()),
  cancel: unlocked.exports.cancel.handler(async ({ input, context: { exports } }) =>
    (await exports.cancel(input.id)) ? ({ ok: true } as const) : ({ ok: false, reason: 'notFound' } as const),
  ),
  open: unlocked.exports.open.handler(async ({ input, context: { exports } }) => {
    const outcome = await exports.open(input.id, input.what);
    return outcome === 'opened' ? ({ ok: true } as const) : ({ ok: false, reason: outcome } as const);
  }),
  read: unlocked.exports.read.handler(async ({ input, context: { exports } }) => {
    const piece = await exports.read(input.id, input.offset);
    if (typeof piece === 'string') return { ok: false, reason: piece } as const;
    return { ok: true, base64: Buffer.from(piece.bytes).toString('base64'), total: piece.total } as const;
  }),
});
