/** The files of a PC in a run, and a watch over the parts of them that leave it. */
import type { AttachmentStore } from '#core/sync/attachments/store.ts';
import type { Chance, PlatformTransport } from '#core/environment.ts';
import { filesInMemory, sha256Of } from '../integration/core/sync/attachments/files-in-memory.ts';
import { signaturePicture } from '../integration/core/inspections/fixtures.ts';
import { pick } from './pick.ts';

/** Photos lie on disk: they outlive the process and every older copy of the database. */
export interface PhotoBox extends Pick<AttachmentStore, 'open'> {
  /** A photo that somebody takes, of one part or of several; now and then one that was taken before. */
  take(chance: Chance): { sha256: string; bytes: number };
}

/** Photos, bytes: from a small part to several of the size that the engine begins with and soon doubles. */
const smallestPhoto = 10_000;
const largestPhoto = 700_000;

export function createPhotoBox(): PhotoBox {
  const taken: Buffer[] = [];
  const contents: Buffer[] = [signaturePicture.content];
  return {
    open: (sha256) => filesInMemory(contents.filter((content) => hashOf(content) === sha256)).open(sha256),
    take(chance) {
      const again = chance.number() < 0.15 ? pick(chance, taken) : undefined;
      const content =
        again ?? Buffer.alloc(smallestPhoto + Math.floor(chance.number() * (largestPhoto - smallestPhoto)), 7);
      if (!again) {
        content.write(chance.uuid());
        taken.push(content);
        contents.push(content);
      }
      return { sha256: hashOf(content), bytes: content.length };
    },
  };
}

const hashes = new WeakMap<Buffer, string>();
function hashOf(content: Buffer): string {
  const hash = hashes.get(content) ?? sha256Of(content);
  hashes.set(content, hash);
  return hash;
}

/**
 * The same line; every part that leaves must begin where the platform, by its last word that arrived here, stands: what it
 * has confirmed is not sent again, and nothing is sent before it was asked.
 */
export function watchParts(transport: PlatformTransport, problem: (words: string) => void): PlatformTransport {
  const told = new Map<string, number>();
  return {
    async exchange(url, request) {
      const sha256 = /^\/v1\/attachments\/([0-9a-f]{64})$/.exec(request.path)?.[1];
      if (sha256 === undefined) return transport.exchange(url, request);
      if (request.method === 'PUT') {
        const start = Number(/^bytes (\d+)-/.exec(request.headers['content-range'] ?? '')?.[1]);
        const place = told.get(sha256);
        if (start !== place)
          problem(`${sha256.slice(0, 8)}: sent from ${start}, the platform stood at ${place ?? '?'}`);
      }
      const answer = await transport.exchange(url, request);
      if (answer.came === 'nothing') return answer;
      const place = answer.headers['upload-offset'];
      if (place !== undefined) told.set(sha256, Number(place));
      else if (request.method === 'HEAD' && answer.status === 404) told.set(sha256, 0);
      return answer;
    },
  };
}
