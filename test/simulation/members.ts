/** The people and PCs of a run: lives, deaths, backups. */
import { beginNewEpoch } from '#core/backups/restore.ts';
import type { JournalEntry } from '#core/database/journal.ts';
import { readMeta } from '#core/database/meta.ts';
import type { Database } from '#core/database/types.ts';
import type { PlatformTransport } from '#core/environment.ts';
import type { SyncParts } from '#core/sync/phases.ts';
import { findLost } from '#core/sync/push/take-in-lost.ts';
import type { EventTopic } from '#shared/domains/collections.ts';
import { type Client, type ClientOptions, copyOf, freshDatabase, startClient } from './client.ts';
import { nextBatch } from '#core/sync/outbox/freeze.ts';
import { type Disk, downloadsInMemory, emptyDisk, watchFetches } from './downloads.ts';
import { createPhotoBox, type PhotoBox } from './files.ts';
import { DiskFull, mortal, ProcessDied } from './mortal-database.ts';
import type { World } from './world.ts';
import { seededChance } from '../integration/core/support.ts';
import { filesInMemory } from '../integration/core/sync/attachments/files-in-memory.ts';

export interface Member {
  readonly index: number;
  readonly account: string;
  readonly journal: JournalEntry[];
  /** The photos on this PC. */
  readonly photos: PhotoBox;
  /** Files that came from the platform. */
  readonly disk: Disk;
  client: Client;
  /** Backups of the database, oldest first. */
  readonly backups: Buffer[];
  /** The process dies at the write after so many more; null: it lives. */
  deathAfterWrites: number | null;
  /** The same for pieces of files that come from the platform. */
  deathAfterPieces: number | null;
  diskFull: boolean;
  lives: number;
}

export interface MembersOptions {
  readonly world: World;
  readonly seed: number;
  readonly transport: (member: number) => PlatformTransport;
  readonly parts?: Partial<SyncParts>;
  readonly changed: (member: Member, topic: EventTopic) => void;
  /** Collections beside 告知, whose files come from the platform as well. */
  readonly beside?: Pick<ClientOptions, 'further'>;
  /** The folders keep what comes without looking at it. */
  readonly carelessFolder?: boolean;
  /** Told what an oracle sees at the moment at which it happens. */
  readonly problem: (words: string) => void;
}

export type Members = ReturnType<typeof createMembers>;

export function createMembers(options: MembersOptions) {
  const { world, seed } = options;
  const list: Member[] = [];

  const live = (member: Member, database: Database, lost: readonly JournalEntry[]): void => {
    member.lives += 1;
    const skew = member.lives > 1 ? member.client.clock.skew : 0;
    let own: Client | null = null;
    let died = false;
    const stillLives = (): void => {
      if (died || own?.clock.dead) throw new ProcessDied();
    };
    const writing = (kind: 'deathAfterWrites' | 'deathAfterPieces') => (): void => {
      stillLives();
      if (member.diskFull) throw new DiskFull();
      const left = member[kind];
      if (left === null) return;
      member[kind] = left - 1;
      if (left > 0) return;
      died = true;
      own?.kill();
      throw new ProcessDied();
    };
    const beforeWrite = writing('deathAfterWrites');
    const lifeSeed = seed * 1000 + member.index * 100 + member.lives;
    const { disk, photos } = member;
    const downloads = options.beside
      ? downloadsInMemory({
          disk,
          photos,
          beforeWrite: writing('deathAfterPieces'),
          chance: seededChance(lifeSeed + 50),
          careless: options.carelessFolder ?? false,
        })
      : undefined;
    const workWaits = (): boolean => {
      const context = own?.engine.context;
      return context !== undefined && nextBatch(context).some(({ id }) => !context.isolation.isSuspect(id));
    };
    const { problem } = options;
    const line = options.transport(member.index);
    own = startClient({
      world,
      transport: downloads ? watchFetches(line, { store: downloads, workWaits, problem }) : line,
      account: member.account,
      seed: lifeSeed,
      database: mortal(database, beforeWrite, stillLives),
      journal: member.journal,
      lost,
      skew,
      parts: options.parts,
      ...options.beside,
      attachments: { open: (sha256) => photos.open(sha256) ?? filesInMemory([...disk.kept.values()]).open(sha256) },
      downloads,
      changed(topic) {
        if (own) options.changed(member, topic);
      },
    });
    member.client = own;
  };
  const underlying = new Map<number, Database>();

  return {
    list,
    add(account: string): Member {
      const member = {
        index: list.length,
        account,
        journal: [],
        photos: createPhotoBox(),
        disk: emptyDisk(),
        backups: [],
        deathAfterWrites: null,
        deathAfterPieces: null,
        diskFull: false,
        lives: 0,
      } as unknown as Member;
      const database = freshDatabase();
      underlying.set(member.index, database);
      list.push(member);
      live(member, database, []);
      return member;
    },
    isDead: (member: Member): boolean => member.client.clock.dead,
    kill(member: Member): void {
      member.client.kill();
    },
    /** Starts the client again on what was committed. */
    restart(member: Member): void {
      member.client.kill();
      member.deathAfterWrites = null;
      member.deathAfterPieces = null;
      const database = underlying.get(member.index);
      if (!database) throw new Error('member without database');
      live(member, database, []);
    },
    backUp(member: Member): void {
      member.backups.push(underlying.get(member.index)!.serialize());
    },
    /**
     * The database file is replaced by an older backup; `properly`: by the client's own way to restore. What the journal
     * still has is handed to the next start, as the core does it.
     */
    restore(member: Member, backup: Buffer, properly: boolean): void {
      member.client.kill();
      member.deathAfterWrites = null;
      member.deathAfterPieces = null;
      const old = underlying.get(member.index)!;
      const known = Number(readMeta(old, 'deviceEpoch') ?? 1);
      old.close();
      const database = copyOf(backup);
      underlying.set(member.index, database);
      const epoch = Number(readMeta(database, 'deviceEpoch') ?? 1);
      const lost = findLost(database, member.journal);
      const at = new Date(world.now()).toISOString();
      if (properly || lost.some(({ deviceEpoch }) => deviceEpoch >= epoch))
        beginNewEpoch(database, { known, at, why: '模拟恢复备份' });
      live(member, database, lost);
    },
    database: (member: Member): Database => underlying.get(member.index)!,
    close(): void {
      for (const member of list) member.client.kill();
      for (const database of underlying.values()) database.close();
    },
  };
}
