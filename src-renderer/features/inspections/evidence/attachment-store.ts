/** Where photos and signatures are kept: on this PC at once, on the platform when it can be reached. */
import type { Failure } from '../../../app/show-failure.ts';

export interface KeptFile {
  readonly sha256: string;
  readonly bytes: number;
}
export interface AttachmentStore {
  /** Keeps a file, in parts, so that nothing has to hold it twice. The same content is kept once. */
  readonly add: (file: Blob, name: string) => Promise<{ ok: true; file: KeptFile } | (Failure & { ok: false })>;
  /** Null: not on this PC. */
  readonly read: (sha256: string) => Promise<Blob | null>;
}
