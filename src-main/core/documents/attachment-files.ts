/** Photos and signatures as they lie on this PC, encrypted, read by their hash. */
import { join } from 'node:path';
import { AttachmentDamaged, openSealed } from '../sync/attachments/sealed-file.ts';
import { largestPictureBytes, type ReadFile } from './pictures.ts';

/** Reads from the attachments of a department's folder. Without a key nothing of them can be read. */
export function openAttachmentFiles(directory: string, key: Uint8Array | null): ReadFile {
  return (sha256) => {
    if (!key) return null;
    try {
      const file = openSealed(join(directory, 'attachments', sha256), key);
      if (!file) return null;
      try {
        // One byte more than can be printed tells that it is too large, without reading all of it.
        return file.facts.sha256 === sha256 ? file.read(0, largestPictureBytes + 1) : 'damaged';
      } finally {
        file.close();
      }
    } catch (error) {
      if (error instanceof AttachmentDamaged) return 'damaged';
      throw error;
    }
  };
}
