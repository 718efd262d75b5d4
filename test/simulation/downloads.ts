/** The folder of a PC for files that come from the platform, without a disk, and a watch over what is asked for. */
import type { Chance, PlatformTransport } from '#core/environment.ts';
import type { ComingFile, DownloadStore } from '#core/sync/attachments/download-store.ts';
import { sha256Of } from '../integration/core/sync/attachments/files-in-memory.ts';
import type { PhotoBox } from './files.ts';

/** What lies on the disk of a PC: it outlives every process and every older copy of the database. */
export interface Disk {
  /** Whole files by the hash under which they lie. */
  readonly kept: Map<string, Buffer>;
  readonly begun: Map<string, Begun>;
}
interface Begun {
  readonly facts: ComingFile['facts'];
  readonly pieces: Buffer[];
}
export const emptyDisk = (): Disk => ({ kept: new Map(), begun: new Map() });

/** Bytes that are written at once; what came of the next piece is lost with the process. */
const pieceBytes = 32 * 1024;

export interface DiskOfLife {
  readonly disk: Disk;
  /** Photos taken on this PC lie in the same folder. */
  readonly photos: Pick<PhotoBox, 'open'>;
  /** Called before each write; throws where the process dies or the disk is full. */
  readonly beforeWrite: () => void;
  readonly chance: Chance;
  /** A wrong folder: keeps whatever came, without looking at its hash. */
  readonly careless: boolean;
}

/** As the client's own folder does it (`download-store.ts`), for one life of the process. */
export function downloadsInMemory({ disk, photos, beforeWrite, chance, careless }: DiskOfLife): DownloadStore {
  const open = new Map<string, ComingFile>();
  const isHere = (sha256: string) => disk.kept.has(sha256) || photos.open(sha256) !== null;

  const opened = (sha256: string, { facts, pieces }: Begun): ComingFile => {
    let rest = Buffer.alloc(0);
    let received = pieces.reduce((sum, { length }) => sum + length, 0);
    const drop = (): void => {
      disk.begun.delete(sha256);
      open.delete(sha256);
    };
    const file: ComingFile = {
      facts,
      received: () => received,
      append(content) {
        const all = Buffer.concat([rest, content]);
        const last = received + content.length === facts.bytes;
        let at = 0;
        try {
          for (; all.length - at >= pieceBytes || (last && at < all.length); at += pieceBytes) {
            beforeWrite();
            pieces.push(Buffer.from(all.subarray(at, at + pieceBytes)));
          }
        } catch (error) {
          open.delete(sha256);
          throw error;
        }
        rest = Buffer.from(all.subarray(at));
        received += content.length;
      },
      finish() {
        const whole = Buffer.concat(pieces);
        const isRight = careless || sha256Of(whole) === sha256;
        if (isRight) {
          beforeWrite();
          disk.kept.set(sha256, whole);
        }
        drop();
        return isRight;
      },
      drop,
    };
    open.set(sha256, file);
    return file;
  };

  return {
    resume(sha256) {
      const begun = disk.begun.get(sha256);
      if (!begun) return null;
      const same = open.get(sha256);
      if (same) return same;
      // A process that died in the middle of a write leaves a piece that does not open.
      if (chance.number() < 0.2) begun.pieces.pop();
      return opened(sha256, begun);
    },
    begin(facts) {
      beforeWrite();
      const begun: Begun = { facts, pieces: [] };
      disk.begun.set(facts.sha256, begun);
      return opened(facts.sha256, begun);
    },
    presence: (sha256) => (isHere(sha256) ? 'here' : 'absent'),
    setAside: () => undefined,
    kept: () => ({ has: isHere }) as Set<string>,
    receivedOf: (sha256) =>
      open.get(sha256)?.received() ?? disk.begun.get(sha256)?.pieces.reduce((sum, { length }) => sum + length, 0) ?? 0,
    roomAfter: () => Number.MAX_SAFE_INTEGER,
    clean: () => undefined,
    close: () => open.clear(),
  };
}

/** Ranges that may come while work waits to leave: one that was under way, and one before which nobody could look. */
const mostRangesAhead = 2;

/**
 * The same line; each range that is asked for must begin where the file stands here, and while ranges come work that may leave
 * leaves between them.
 */
export function watchFetches(
  transport: PlatformTransport,
  { store, workWaits, problem }: { store: DownloadStore; workWaits: () => boolean; problem: (words: string) => void },
): PlatformTransport {
  let ahead = 0;
  return {
    async exchange(url, request) {
      const [, sha256 = ''] = /^\/v1\/attachments\/([0-9a-f]{64})\?/.exec(request.path) ?? [];
      if (request.method === 'POST') ahead = 0;
      if (sha256 === '') return transport.exchange(url, request);
      const here = store.receivedOf(sha256);
      const start = Number(/^bytes=(\d+)-/.exec(request.headers['range'] ?? '')?.[1]);
      if (start !== here) problem(`${sha256.slice(0, 8)}: asked for from ${start}, ${here} bytes of it were here`);
      if (!workWaits()) ahead = 0;
      else if (ahead >= mostRangesAhead) problem(`work waited while ${ahead} ranges of files came`);
      const answer = await transport.exchange(url, request);
      if (answer.came === 'answer' && answer.status === 206) ahead += 1;
      return answer;
    },
  };
}
