/** Damaged files, full disks, second instances: words with a next step, nothing lost, nothing half-applied. */
import { call } from '@orpc/server';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '#core/database/open.ts';
import { verifyAudit } from '#core/audit/audit.ts';
import type { TestCore } from './core-support.ts';
import { chen, lin, queueWork, signedIn, startCore } from './core-support.ts';
import { migrationsDirectory, temporaryDirectory, testEnvironment } from './support.ts';
import { eventually } from '../../support/eventually.ts';

const work = (number: number) => `6a1f0a52-7c55-4a53-9a39-0c2d6f1f8e${String(number).padStart(2, '0')}`;

describe('bad luck with the data', () => {
  let core: TestCore;
  let directory: string;
  let file: string;
  const signIn = () => call(core.router.session.signIn, lin, { context: core.context });
  const status = () => call(core.router.session.status, undefined, { context: core.context });
  const restore = (input: { folder: string | null; recoveryCode?: string; account?: string; password?: string }) =>
    call(core.router.backups.restore, input, { context: core.context });
  const outbox = () =>
    core
      .unlocked()
      .workspace.database.prepare<[], { id: string; state: string }>('SELECT id, state FROM outbox ORDER BY sequence')
      .all();
  let code: string;

  beforeEach(async () => {
    core = startCore();
    code = (await signedIn(core, lin)) ?? '';
    ({ directory } = core.unlocked().workspace);
    file = join(directory, 'client.db');
  });
  afterEach(() => core.close());

  /** Closes the client in order, does something to its files, and starts it again. */
  const meanwhile = async (happening: () => void) => {
    await core.close();
    happening();
    const { platform, dataDirectory } = core;
    core = startCore({ platform, dataDirectory, environment: testEnvironment({ transport: platform, seed: 99 }) });
  };
  const overwrite = (at: number, path = file) => {
    const bytes = readFileSync(path);
    bytes.fill(0x5a, at, at + 64);
    writeFileSync(path, bytes);
  };

  it.each([
    ['a damaged first page', () => overwrite(300), 'databaseDamaged'],
    ['a file of zero length', () => truncateSync(file), 'databaseDamaged'],
    ['a file cut off', () => truncateSync(file, 4096 * 3 + 100), 'databaseDamaged'],
    ['a file that is gone', () => rmSync(file), 'databaseDamaged'],
    ['a text in its place', () => writeFileSync(file, '这不是数据库'.repeat(1000)), 'databaseForeign'],
    [
      'a database with another key',
      () => {
        rmSync(file);
        openDatabase({ file, key: new Uint8Array(32).fill(7), migrationsDirectory }).close();
      },
      'databaseForeign',
    ],
    [
      'a database without encryption',
      () => {
        rmSync(file);
        openDatabase({ file, key: null, migrationsDirectory }).close();
      },
      'databaseForeign',
    ],
  ] as const)('says so, and leaves it as it is: %s', async (_what, happening, reason) => {
    await meanwhile(happening);
    const before = existsSync(file) ? readFileSync(file) : null;
    expect(await signIn()).toMatchObject({ ok: false, reason });
    expect(existsSync(file) ? readFileSync(file) : null).toEqual(before);
    expect(await status()).toMatchObject({ state: 'locked', recovery: { reason, keyHeld: true, backups: [] } });
  });

  it('finds a damaged page when it is read, closes, and offers the way back', async () => {
    const { workspace } = core.unlocked();
    queueWork(core, work(1));
    workspace.database.pragma('wal_checkpoint(TRUNCATE)');
    const page = workspace.database
      .prepare<[], { rootpage: number }>("SELECT rootpage FROM sqlite_master WHERE name = 'enterprise_id_unique'")
      .get()!.rootpage;
    await meanwhile(() => overwrite((page - 1) * 4096 + 100));
    // The last close was clean, so that the whole file is not read at the start.
    expect(await signIn()).toMatchObject({ ok: true });
    const reading = call(core.router.enterprises.get, { id: 'x' }, { context: core.context });
    await expect(reading).rejects.toMatchObject({ code: 'LOCKED', message: expect.stringContaining('损坏') as string });
    expect(await status()).toMatchObject({
      state: 'locked',
      recovery: { reason: 'databaseDamaged', journalEntries: 1 },
    });
  });

  it('reads every page after an end that was not in order', async () => {
    const { workspace } = core.unlocked();
    for (let number = 10; number < 99; number += 1) queueWork(core, work(number));
    workspace.database.pragma('wal_checkpoint(TRUNCATE)');
    const page = workspace.database
      .prepare<[], { rootpage: number }>("SELECT rootpage FROM sqlite_master WHERE name = 'conflict_open'")
      .get()!.rootpage;
    // What a killed process leaves: no mark of a clean end.
    const killed = temporaryDirectory('killed');
    copyFileSync(file, join(killed, 'client.db'));
    await meanwhile(() => {
      copyFileSync(join(killed, 'client.db'), file);
      overwrite((page - 1) * 4096 + 100);
    });
    expect(await signIn()).toMatchObject({ ok: false, reason: 'databaseDamaged' });
  });

  it('refuses a database of a newer client and does not touch it', async () => {
    core.unlocked().workspace.database.prepare("INSERT INTO schema_migration VALUES (9999, '9999_future')").run();
    await meanwhile(() => undefined);
    expect(await signIn()).toMatchObject({
      ok: false,
      reason: 'databaseNewer',
      detail: expect.stringContaining('9999_future') as string,
    });
  });

  it.each([
    ['half a file', (path: string) => truncateSync(path, 200), 'databaseDamaged'],
    ['another program’s JSON', (path: string) => writeFileSync(path, '{"hello":1}'), 'databaseDamaged'],
    ['one of a newer client', (path: string) => writeFileSync(path, '{"format":2}'), 'databaseNewer'],
  ] as const)('never writes over a keyring that it does not understand: %s', async (_what, happening, reason) => {
    const keyring = join(directory, 'keyring.json');
    await meanwhile(() => happening(keyring));
    const before = readFileSync(keyring);
    expect(await signIn()).toMatchObject({ ok: false, reason });
    expect(readFileSync(keyring)).toEqual(before);
  });

  it('makes no new key for data whose keyring is gone', async () => {
    await meanwhile(() => rmSync(join(directory, 'keyring.json')));
    expect(await signIn()).toMatchObject({
      ok: false,
      reason: 'databaseForeign',
      detail: expect.stringContaining('密钥文件') as string,
    });
    expect(existsSync(join(directory, 'keyring.json'))).toBe(false);
  });

  it('refuses a second client on the same data, and lets it in once the first has gone', async () => {
    const { platform, dataDirectory } = core;
    const second = startCore({ platform, dataDirectory });
    const answer = await call(second.router.session.signIn, lin, { context: second.context });
    expect(answer).toMatchObject({
      ok: false,
      reason: 'databaseInUse',
      detail: expect.stringContaining(String(process.pid)) as string,
    });
    expect(outbox()).toEqual([]);
    await core.close();
    expect(await call(second.router.session.signIn, lin, { context: second.context })).toMatchObject({ ok: true });
    await second.close();
  });

  it('tells a full disk in the middle of a write, and keeps what was there', async () => {
    const { database } = core.unlocked().workspace;
    const pages = database.pragma('page_count', { simple: true }) as number;
    database.pragma(`max_page_count = ${pages}`);
    const value = 'x'.repeat(19_000);
    let answer: unknown = null;
    for (let key = 0; key < 50 && (answer as { ok?: boolean } | null)?.ok !== false; key += 1)
      answer = await call(core.router.settings.setPreference, { key: `k${key}`, value }, { context: core.context });
    expect(answer).toMatchObject({ ok: false, reason: 'diskFull' });
    expect(database.pragma('quick_check', { simple: true })).toBe('ok');
    expect(verifyAudit(database)).toMatchObject({ ok: true });
    database.pragma('max_page_count = 1000000');
    expect(await call(core.router.settings.setPreference, { key: 'k', value }, { context: core.context })).toEqual({
      ok: true,
    });
  });

  it('tells it in words as well where something is to be taken back or tried again', async () => {
    queueWork(core, work(1));
    const { database } = core.unlocked().workspace;
    const { outbox: procedures } = core.router;
    database.pragma('query_only = ON');
    for (const procedure of [procedures.withdraw, procedures.retry])
      expect(await call(procedure, { id: work(1) }, { context: core.context })).toMatchObject({
        ok: false,
        reason: 'notWritable',
      });
    database.pragma('query_only = OFF');
    expect(outbox()).toEqual([{ id: work(1), state: 'queued' }]);
    expect(await call(procedures.withdraw, { id: work(1) }, { context: core.context })).toMatchObject({ ok: true });
  });

  it('tells that a directory cannot be written', async () => {
    const blocked = join(temporaryDirectory('blocked'), 'a-file');
    writeFileSync(blocked, '');
    const { platform } = core;
    const other = startCore({ platform, dataDirectory: join(blocked, 'data') });
    expect(await call(other.router.session.signIn, lin, { context: other.context })).toMatchObject({
      ok: false,
      reason: 'notWritable',
    });
    const url = 'http://platform.test';
    expect(await call(other.router.session.configurePlatform, { url }, { context: other.context })).toMatchObject({
      ok: false,
      reason: 'notWritable',
    });
    await other.close();
  });

  describe('with backups', () => {
    let folder: string;
    beforeEach(async () => {
      queueWork(core, work(1));
      const made = await call(core.router.backups.create, { directory: null }, { context: core.context });
      folder = made.ok ? made.backup.folder : '';
      queueWork(core, work(2));
    });

    it('offers them when the file is damaged, restores one without asking for a code, and finds the lost work in the journal', async () => {
      await meanwhile(() => overwrite(300));
      expect(await signIn()).toMatchObject({ ok: false, reason: 'databaseDamaged' });
      const { recovery } = await status();
      expect(recovery).toMatchObject({
        journalEntries: 2,
        backups: [{ folder, readable: true, counts: { unsettled: 1 } }],
      });
      expect(await restore({ folder })).toMatchObject({ ok: true });
      expect((await status()).recovery).toBeNull();
      await signedIn(core, lin);
      // Whether an entry was delivered since the backup is not known here: it is asked for before anything is sent.
      expect(outbox()[0]).toEqual({ id: work(1), state: 'unknown' });
      expect(
        core.unlocked().workspace.database.prepare("SELECT value FROM meta WHERE key = 'deviceEpoch'").get(),
      ).toEqual({
        value: '2',
      });
      expect(verifyAudit(core.unlocked().workspace.database)).toMatchObject({ ok: true });
      expect(readdirSync(join(directory, 'aside')).length).toBe(1);
    });

    it('keeps those of two PCs of a department on one disk apart: each has its own photos, sealed with its own key', async () => {
      const disk = temporaryDirectory('disk');
      const content = Buffer.alloc(3000, 'photo');
      const take = async ({ unlocked }: TestCore): Promise<string> => {
        const { attachments } = unlocked();
        const begun = attachments.begin({ name: '现场.bin', mediaType: 'application/pdf', bytes: content.length });
        if (!begun.ok) throw new Error(begun.reason);
        attachments.append(begun.uploadId, 0, content);
        const kept = await attachments.finish(begun.uploadId, null);
        if (!kept.ok) throw new Error(kept.reason);
        return kept.sha256;
      };
      const { platform } = core;
      const other = startCore({ platform, environment: testEnvironment({ transport: platform, seed: 99 }) });
      await signedIn(other, chen);
      const places: string[] = [];
      for (const one of [core, other]) {
        await take(one);
        const made = await call(one.router.backups.create, { directory: disk }, { context: one.context });
        places.push(made.ok ? made.backup.folder : '');
      }
      const found = await call(other.router.backups.inspect, { folder: disk }, { context: other.context });
      expect(found.ok && found.backups.map((backup) => backup.folder).toSorted()).toEqual(places.toSorted());
      // The other PC loses its files and has them back from its own backup.
      rmSync(join(other.unlocked().workspace.directory, 'attachments'), { recursive: true });
      const sha256 = createHash('sha256').update(content).digest('hex');
      const restored = { folder: places[1] ?? '' };
      expect(await call(other.router.backups.restore, restored, { context: other.context })).toMatchObject({
        ok: true,
      });
      await signedIn(other, chen);
      expect(other.unlocked().attachments.read(sha256, 0, 5000)).toMatchObject({ ok: true, content });
      await other.close();
    });

    it('gives each restore an epoch of its own, also from the same backup twice', async () => {
      for (const epoch of ['2', '3']) {
        expect(await restore({ folder })).toMatchObject({ ok: true });
        await signedIn(core, lin);
        const row = core
          .unlocked()
          .workspace.database.prepare("SELECT value FROM meta WHERE key = 'deviceEpoch'")
          .get();
        expect(row).toEqual({ value: epoch });
      }
    });

    it('notices an old file that somebody copied over the database', async () => {
      await meanwhile(() => copyFileSync(join(folder, 'client.db'), file));
      await signedIn(core, lin);
      expect(outbox()[0]).toEqual({ id: work(1), state: 'unknown' });
      const row = core.unlocked().workspace.database.prepare("SELECT value FROM meta WHERE key = 'deviceEpoch'").get();
      expect(row).toEqual({ value: '2' });
    });

    it('says so on every page until somebody has taken note, and makes a backup of what was taken in again', async () => {
      const note = () => call(core.router.session.acknowledgeSetBack, undefined, { context: core.context });
      expect(await status()).toMatchObject({ setBack: null });
      expect(await note()).toMatchObject({ ok: false, reason: 'notFound' });
      await meanwhile(() => copyFileSync(join(folder, 'client.db'), file));
      await signedIn(core, lin);
      await eventually(async () => expect((await status()).setBack).toMatchObject({ count: 1, backedUp: true }));
      const { backups } = await call(core.router.backups.list, undefined, { context: core.context });
      expect(backups[0]).toMatchObject({ readable: true, counts: { unsettled: 2 } });
      // Not gone by starting again: somebody must have read it.
      await meanwhile(() => undefined);
      await signedIn(core, lin);
      expect(await status()).toMatchObject({ setBack: { count: 1 } });
      expect(await note()).toEqual({ ok: true });
      expect(await status()).toMatchObject({ setBack: null });
      expect(verifyAudit(core.unlocked().workspace.database)).toMatchObject({ ok: true });
    });

    it('says nothing of the kind after a restore that a person asked for', async () => {
      expect(await restore({ folder })).toMatchObject({ ok: true });
      await signedIn(core, lin);
      expect(outbox()).toHaveLength(2);
      expect(await status()).toMatchObject({ setBack: null });
    });

    it('restores on another PC with the recovery code, or with a password', async () => {
      const carried = join(temporaryDirectory('stick'), 'backup');
      mkdirSync(carried);
      for (const name of readdirSync(folder)) copyFileSync(join(folder, name), join(carried, name));
      for (const secret of [{ recoveryCode: code }, lin]) {
        const { platform } = core;
        const other = startCore({ platform, environment: testEnvironment({ transport: platform, seed: 99 }) });
        const elsewhere = (input: { folder: string; recoveryCode?: string; account?: string; password?: string }) =>
          call(other.router.backups.restore, input, { context: other.context });
        expect(await elsewhere({ folder: carried })).toMatchObject({ ok: false, reason: 'recoveryCodeNeeded' });
        expect(await elsewhere({ folder: carried, ...lin, password: '不是它' })).toMatchObject({
          reason: 'wrongPassword',
        });
        expect(await elsewhere({ folder: carried, ...secret })).toMatchObject({
          ok: true,
          department: { code: '431299001' },
        });
        other.platform.network = 'offline';
        await signedIn(other, lin);
        const rows = other.unlocked().workspace.database.prepare('SELECT id, state FROM outbox').all();
        expect(rows).toEqual([{ id: work(1), state: 'unknown' }]);
        other.platform.network = 'up';
        await other.close();
      }
    });

    it('refuses a backup that is damaged, and leaves the data alone', async () => {
      overwrite(4096 * 5 + 10, join(folder, 'client.db'));
      expect(await restore({ folder })).toMatchObject({ ok: false, reason: 'databaseDamaged' });
      await signedIn(core, lin);
      expect(outbox().map(({ id }) => id)).toEqual([work(1), work(2)]);
    });

    it('refuses a folder that is none', async () => {
      expect(await restore({ folder: directory })).toMatchObject({ ok: false, reason: 'badFile' });
    });
  });

  it('begins anew from the platform where there is no backup, and only then', async () => {
    queueWork(core, work(1));
    expect(await restore({ folder: null })).toMatchObject({ ok: false, reason: 'refused' });
    await meanwhile(() => overwrite(300));
    expect(await signIn()).toMatchObject({ ok: false, reason: 'databaseDamaged' });
    expect(await restore({ folder: null })).toMatchObject({ ok: true });
    await signedIn(core, lin);
    const row = core.unlocked().workspace.database.prepare("SELECT value FROM meta WHERE key = 'deviceEpoch'").get();
    expect(row).toMatchObject({ value: expect.stringMatching(/^[23]$/) as string });
    expect(readdirSync(join(directory, 'aside')).length).toBe(1);
  });

  it('finishes a first sign-in that was killed before the database was made', async () => {
    // The keyring is written first; a kill right after leaves it alone, not yet marked as having a database.
    const keyring = join(directory, 'keyring.json');
    await meanwhile(() => {
      writeFileSync(keyring, readFileSync(keyring, 'utf8').replace('"databaseMade": true', '"databaseMade": false'));
      for (const name of readdirSync(directory)) if (name.startsWith('client.db')) rmSync(join(directory, name));
    });
    const again = await signIn();
    expect(again).toMatchObject({ ok: true });
    // The first code was never seen by anybody: there is a new one, and it works.
    expect(again.ok && again.newRecoveryCode).toMatch(/^[2-9A-Z-]{39}$/);
    const fresh = again.ok ? (again.newRecoveryCode ?? '') : '';
    await meanwhile(() => undefined);
    expect(
      await call(core.router.session.signIn, { ...chen, recoveryCode: fresh }, { context: core.context }),
    ).toMatchObject({
      ok: true,
    });
  });

  it('keeps working with a damaged config.json, which it sets aside', async () => {
    await meanwhile(() => writeFileSync(join(core.dataDirectory, 'config.json'), '{"format":1,'));
    expect(existsSync(join(core.dataDirectory, 'config.json.damaged'))).toBe(true);
    expect(await signIn()).toMatchObject({ ok: true });
  });

  it('ignores a department folder that was renamed by hand', async () => {
    await meanwhile(() => renameSync(directory, `${directory}-alt`));
    core.platform.network = 'offline';
    expect(await signIn()).toMatchObject({ ok: false });
    expect((await status()).knownAccounts).toEqual([]);
  });
});
