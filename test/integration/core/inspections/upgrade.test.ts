/** Results that were queued or half filled in by an older client of 双随机抽查, after the upgrade. */
import { describe, expect, it } from 'vitest';
import { applyMigrations, pendingMigrations } from '#core/database/migrate.ts';
import { discardDraft, restoreDraft, saveDraft } from '#core/drafts/store.ts';
import { gramsOf } from '#core/full-text/grams.ts';
import { submitResult } from '#core/inspections/commands.ts';
import { resultDraftName } from '#core/inspections/drafts.ts';
import { listSubjects, subjectDetail } from '#core/inspections/queries.ts';
import type { SubjectFilter } from '#shared/domains/inspections/lists.ts';
import type { Subject } from '#shared/domains/inspections/subjects.ts';
import { pinyinInitials } from '#shared/trade/pinyin-initials.ts';
import { normalizeSearchText } from '#shared/trade/text-search.ts';
import type { Client } from '../../../simulation/client.ts';
import { asLeftByOlder, knownMigrations, olderClients } from '../older-clients.ts';
import { statesOf } from '../sync/scene.ts';
import { createCounty, subjectsHere } from './clients.ts';
import { soundResult } from './fixtures.ts';

/** 双随机抽查 came with the migration of this name. */
const inspecting = olderClients.filter(({ tag }) => tag >= '0004_inspections');
const account = 'scjg04';

const listedBy = ({ workspace }: Client, filter: SubjectFilter = {}) => {
  const sort = { by: 'inspectedOn', direction: 'descending' } as const;
  return listSubjects(workspace, { page: 'query', filter, sort, cursor: null, limit: 50 }).rows.map(
    ({ id, stage, hasDraft }) => `${id} ${stage} ${hasDraft ? 'draft' : ''}`,
  );
};

describe('inspections of an older client', () => {
  it('have at least three older versions to come from', () => {
    expect(inspecting.some(({ behind }) => behind === 3)).toBe(true);
  });

  it.each(inspecting)(
    '$tag, $behind behind: results are delivered exactly once, drafts and lists are there',
    async ({ tag, index }) => {
      const { world, platform, signIn, onPlatform, checklistOf } = createCounty();
      const before = signIn(account);
      await world.advance(3000);
      const [queued, halfSent, typed, thrown] = subjectsHere(before.workspace, 'waiting', account) as [
        Subject,
        Subject,
        Subject,
        Subject,
      ];
      before.line.cut = true;
      const given = [queued, halfSent].map((subject) => {
        const done = submitResult(before.workspace, subject.id, soundResult(checklistOf(subject)));
        if (!done.ok) throw new Error(JSON.stringify(done));
        return done.operationId;
      });
      before.database
        .prepare(
          `UPDATE outbox SET state = 'sending', frozen_at = time,
             base_revision = (SELECT revision FROM record_shadow s WHERE s.record_id = outbox.record_id) WHERE record_id = ?`,
        )
        .run(halfSent.id);
      const at = before.workspace.correctedNow();
      for (const { id } of [typed, thrown])
        saveDraft(before.database, { ...resultDraftName(id), shape: '1', values: `{"of":"${id}"}` }, account, at);
      discardDraft(before.database, resultDraftName(thrown.id), account, at);
      const listed = listedBy(before);
      before.kill();

      const database = asLeftByOlder(before.database, index);
      // Words of the full-text index, which came with a migration of its own.
      if (tag >= '0005_inspections_text')
        for (const { key, data } of database
          .prepare<[], { key: number; data: string }>('SELECT key, data FROM inspection_subject_content')
          .all()) {
          const { enterpriseName } = JSON.parse(data) as Subject;
          const words = { name: normalizeSearchText(enterpriseName), initials: pinyinInitials(enterpriseName) };
          database.prepare('INSERT INTO inspection_subject_text (rowid, grams) VALUES (?, ?)').run(key, gramsOf(words));
        }
      applyMigrations(database, pendingMigrations(database, knownMigrations));
      const client = signIn(account, { database });

      // Before anything was exchanged: what the older client had.
      expect(listedBy(client)).toEqual(listed);
      if (tag >= '0005_inspections_text')
        // Whose a subject is was not in its row then.
        expect(listedBy(client, { name: typed.enterpriseName, whose: ['own'] })).toEqual([`${typed.id} waiting draft`]);
      expect(subjectDetail(client.workspace, typed.id)).toMatchObject({
        checklist: { version: 1 },
        draft: { part: '', shape: '1', values: `{"of":"${typed.id}"}`, savedAt: at },
      });
      expect(subjectDetail(client.workspace, thrown.id)).toMatchObject({ draft: null, row: { hasDraft: false } });

      await world.advance(120_000);
      expect(statesOf(client)).toEqual({ accepted: 2 });
      const sent = platform.control.operationsLog().map(({ id }) => id);
      expect(sent.toSorted()).toEqual(given.toSorted());
      for (const { id } of [queued, halfSent]) expect(onPlatform(id).stage).toBe('entered');
      expect(restoreDraft(client.database, resultDraftName(thrown.id), account)).toMatchObject({ shape: '1' });
      expect(client.engine.status().allDelivered).toBe(true);
    },
  );
});
