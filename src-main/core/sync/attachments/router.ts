/** Binds the attachments part of the contract. */
import { storageReasons } from '#shared/contract/base.ts';
import { guardStorage, guardStorageAsync, unlocked } from '#core/router.ts';
import { attachmentOf, markAgain } from './rows.ts';
import { saveCopy } from './download-copy.ts';
import { filesOfRecord, listFiles } from './screens.ts';

export const attachmentsRouter = unlocked.attachments.router({
  begin: unlocked.attachments.begin.handler(({ input, context: { attachments } }) =>
    guardStorage(storageReasons, () => attachments.begin(input)),
  ),
  append: unlocked.attachments.append.handler(({ input, context: { attachments } }) =>
    guardStorage(storageReasons, () =>
      attachments.append(input.uploadId, input.offset, Buffer.from(input.base64, 'base64')),
    ),
  ),
  finish: unlocked.attachments.finish.handler(({ input, context: { attachments } }) =>
    guardStorageAsync(storageReasons, () => attachments.finish(input.uploadId, input.use)),
  ),
  abort: unlocked.attachments.abort.handler(({ input, context: { attachments } }) =>
    attachments.abort(input.uploadId) ? { ok: true } : { ok: false, reason: 'notFound' },
  ),
  read: unlocked.attachments.read.handler(({ input, context: { attachments } }) => {
    const piece = attachments.read(input.sha256, input.offset, input.length);
    if (!piece.ok) return piece;
    return { ok: true, base64: piece.content.toString('base64'), bytes: piece.bytes, mediaType: piece.mediaType };
  }),
  ofRecord: unlocked.attachments.ofRecord.handler(({ input, context: { workspace } }) =>
    filesOfRecord(workspace.database, input.collection, input.recordId),
  ),
  list: unlocked.attachments.list.handler(({ input, context: { workspace } }) => listFiles(workspace.database, input)),
  retry: unlocked.attachments.retry.handler(({ input, context: { workspace, sync } }) => {
    const row = attachmentOf(workspace.database, input.sha256);
    if (!row) return { ok: false, reason: 'notFound' };
    if (row.state === 'delivered') return { ok: false, reason: 'refused', detail: '这个附件已经送达' };
    if (row.state !== 'sending') markAgain(workspace.database, input.sha256);
    sync.context.attachments?.forgive(input.sha256);
    workspace.changed('attachments');
    sync.kick();
    return { ok: true };
  }),
  referred: unlocked.attachments.referred.handler(
    ({ input, context: { sync } }) => sync.context.downloads?.referred(input) ?? [],
  ),
  fetch: unlocked.attachments.fetch.handler(({ input, context: { sync } }) =>
    guardStorage(storageReasons, () => {
      const { downloads } = sync.context;
      if (!downloads) return { ok: false, reason: 'notFound' } as const;
      const queued = downloads.want(input.files);
      if (queued > 0) sync.kick();
      return { ok: true, queued } as const;
    }),
  ),
  saveCopy: unlocked.attachments.saveCopy.handler(({ input, context: { workspace, attachments, openFile } }) =>
    guardStorageAsync(storageReasons, () => saveCopy(workspace, attachments, openFile, input)),
  ),
  removeUse: unlocked.attachments.removeUse.handler(({ input, context: { attachments } }) =>
    guardStorage(storageReasons, () => attachments.removeUse(input.id)),
  ),
});
