/** The attachment store that the core serves. */
import type { AttachmentStore } from './attachment-store.ts';

/** Until a store is installed nothing that needs one is offered. */
let installed: AttachmentStore | null = null;

export function installAttachmentStore(store: AttachmentStore): void {
  installed = store;
}
export const attachmentsServed = (): boolean => installed !== null;

const store = (): AttachmentStore => {
  if (!installed) throw new Error('attachments asked for before a store was installed');
  return installed;
};
export const attachments: AttachmentStore = {
  add: (file, name) => store().add(file, name),
  read: (sha256) => store().read(sha256),
};
