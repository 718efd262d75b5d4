/**
 * Deliberately wrong engines, to prove that the campaign sees. Each replaces one of the engine's decisive steps; none of
 * them exists in the client. Every one of them is a mistake that some offline client has shipped.
 */
import { randomUUID } from 'node:crypto';
import { soundParts } from '#core/sync/parts.ts';
import type { SyncParts } from '#core/sync/phases.ts';
import { writeStream } from '#core/sync/pull/streams.ts';
import { recoverAtStart } from '#core/sync/recover.ts';
import type { CampaignOptions } from './campaign.ts';
import type { DemoPlatform } from '#platform/platform.ts';
import { subjectSchema } from '#shared/domains/inspections/subjects.ts';

type Defect = Partial<SyncParts>;

/** What every answer carries, made up. */
const nowhere = { platformId: '-', epoch: '-', serverTime: '2026-03-02T01:00:00.000Z' };

export const defects: Readonly<Record<string, Defect>> = {
  'marks an operation as sent before the answer': {
    freeze(context, entries) {
      const operations = soundParts.freeze(context, entries);
      const mark = context.workspace.database.prepare(
        "UPDATE outbox SET state = 'accepted', receipt_number = '-', settled_at = frozen_at WHERE id = ?",
      );
      for (const { id } of entries) mark.run(id);
      return operations;
    },
  },
  'moves the cursor outside the transaction of its page': {
    applyPage(context, stream, page) {
      const { database } = context.workspace;
      writeStream(database, { ...stream, cursor: page.nextCursor }, context.workspace.correctedNow());
      return soundParts.applyPage(context, stream, page);
    },
  },
  'tries again under a new id': {
    onFailedBatch(context, entries, failure) {
      soundParts.onFailedBatch(context, entries, failure);
      const again = context.workspace.database.prepare(
        "UPDATE outbox SET id = ?, state = 'queued', base_revision = NULL, frozen_at = NULL WHERE id = ?",
      );
      for (const { id } of entries) again.run(randomUUID(), id);
    },
  },
  'lets an answer clear newer work on the record': {
    settle(context, outcome) {
      soundParts.settle(context, outcome);
      if (outcome.outcome !== 'accepted') return;
      context.workspace.database
        .prepare(
          `UPDATE outbox SET state = 'accepted', receipt_number = '-' WHERE state = 'queued'
             AND record_id = (SELECT record_id FROM outbox WHERE id = ?)`,
        )
        .run(outcome.operationId);
    },
  },
  'counts the unknown as delivered': {
    summarize(workspace) {
      const summary = soundParts.summarize(workspace);
      return { ...summary, allDelivered: summary.unsettled === summary.byState.unknown };
    },
  },
  'takes a login portal for success': {
    onFailedBatch(context, entries, failure) {
      soundParts.onFailedBatch(context, entries, failure);
      if (failure.class !== 'portal') return;
      const mark = context.workspace.database.prepare(
        "UPDATE outbox SET state = 'accepted', receipt_number = '-' WHERE id = ?",
      );
      for (const { id } of entries) mark.run(id);
    },
  },
  'lets the platform’s version overwrite unsent work': {
    applyPage(context, stream, page) {
      const forget = context.workspace.database.prepare(
        'DELETE FROM record_shadow WHERE record_id IN (SELECT value FROM json_each(?))',
      );
      forget.run(JSON.stringify(page.upserts.map((record) => (record as { id?: unknown }).id)));
      return soundParts.applyPage(context, stream, page);
    },
  },
  'forgets at the start what was under way': {
    recoverAtStart(workspace) {
      workspace.database.prepare("UPDATE outbox SET state = 'withdrawn' WHERE state = 'sending'").run();
      recoverAtStart(workspace);
    },
  },
  'takes a whole batch for accepted': {
    settle(context, outcome) {
      soundParts.settle(context, outcome);
      context.workspace.database
        .prepare("UPDATE outbox SET state = 'accepted', receipt_number = '-' WHERE id = ? AND state <> 'replaced'")
        .run(outcome.operationId);
    },
  },
  'drops what was refused': {
    settle(context, outcome) {
      soundParts.settle(context, outcome);
      if (outcome.outcome === 'rejected')
        context.workspace.database
          .prepare("UPDATE outbox SET state = 'withdrawn' WHERE id = ?")
          .run(outcome.operationId);
    },
  },
  'does not look at the epoch': {
    classify: (answer, schema, expected) =>
      soundParts.classify(answer, schema, expected ? { ...expected, epoch: null } : null),
  },
  'ignores tombstones': {
    applyPage: (context, stream, page) => soundParts.applyPage(context, stream, { ...page, removals: [] }),
  },
  'waits longer and longer after failures': {
    waitAfterFailure: (_failure, failuresInARow) => 1000 * 2 ** (failuresInARow + 4),
  },
  'loses an audit entry': {
    settle(context, outcome) {
      soundParts.settle(context, outcome);
      context.workspace.database
        .prepare('DELETE FROM audit WHERE sequence = (SELECT max(sequence) - 1 FROM audit)')
        .run();
    },
  },
  'takes a file for delivered although the answer was lost': {
    sendFile: (job) =>
      soundParts.sendFile({
        ...job,
        client: {
          ...job.client,
          async sendPart(part, signal) {
            const sent = await job.client.sendPart(part, signal);
            if (sent.ok || sent.failure.class !== 'interrupted') return sent;
            const { sha256, total } = part;
            return { ok: true, value: { ...nowhere, sha256, offset: total, length: total, complete: true } };
          },
        },
      }),
  },
  'sends a file from its beginning after every cut': {
    sendFile: (job) =>
      soundParts.sendFile({
        ...job,
        client: {
          ...job.client,
          async attachmentPlace(sha256, signal) {
            const asked = await job.client.attachmentPlace(sha256, signal);
            const isPartial = asked.ok && asked.value !== null && asked.value.offset < asked.value.length;
            return isPartial ? { ok: true, value: null } : asked;
          },
        },
      }),
  },
  'gives a file up at the first trouble': {
    async sendFile(job) {
      const sent = await soundParts.sendFile(job);
      return sent.end === 'failed' ? { ...sent, failure: { ...sent.failure, class: 'fileRefused' } } : sent;
    },
  },
  'shows a file as delivered before it is sent': {
    sendFile: () => Promise.resolve({ end: 'delivered' }),
  },
  'follows pages that lead in a circle': { leadsBack: () => false },
  'reads a stream again without comparing at the end': {
    applyPage: (context, stream, page) => soundParts.applyPage(context, { ...stream, reconcile: null }, page),
  },
};

/** Takes what came first for the whole file. */
const takesHalf: Defect = {
  downloadFile: (job) =>
    soundParts.downloadFile({
      ...job,
      async fetchPart(wanted, signal) {
        const part = await job.fetchPart(wanted, signal);
        if (!part.ok) return part;
        const { content } = part.value;
        return { ok: true, value: { content, total: wanted.offset + content.length } };
      },
    }),
};

/** Wrong ways to fetch files, each with the words of the oracle that is there for it. */
export const wrongFetching: readonly (readonly [string, Pick<CampaignOptions, 'parts' | 'carelessFolder'>, string])[] =
  [
    ['keeps files without looking at their hash', { carelessFolder: true }, 'lies here as something else'],
    ['keeps half a file', { carelessFolder: true, parts: takesHalf }, 'lies here as something else'],
    [
      'fetches a file from its beginning after every cut',
      {
        parts: {
          downloadFile: (job) => soundParts.downloadFile({ ...job, store: { ...job.store, resume: () => null } }),
        },
      },
      'asked for from 0',
    ],
    [
      'lets nothing leave while files come',
      {
        parts: {
          downloadFile: (job) =>
            soundParts.downloadFile({ ...job, run: { ...job.run, takePushWanted: () => false }, until: Infinity }),
        },
      },
      'work waited while',
    ],
    ['gives up fetching a file at the first trouble', { parts: givesUp() }, 'was never fetched'],
  ];

function givesUp(): Defect {
  const given = new Map<string, Awaited<ReturnType<SyncParts['downloadFile']>>>();
  return {
    async downloadFile(job) {
      const { sha256 } = job.file;
      const fetched = given.get(sha256) ?? (await soundParts.downloadFile(job));
      if (fetched.end !== 'failed') return fetched;
      const never = { ...fetched, failure: { ...fetched.failure, class: 'forbidden', code: null } } as const;
      given.set(sha256, never);
      return never;
    },
  };
}

/** Deliberately wrong platforms, to prove that the campaign also sees what no engine of ours could do alone. */
export const wrongPlatforms: Readonly<Record<string, (platform: DemoPlatform) => void>> = {
  'makes results public a second time': ({ control }) => {
    const [first] = control.inspections.publications();
    const result = first && subjectSchema.parse(control.record('inspectionSubjects', first.recordId)?.data).result;
    if (!first || !result) return;
    control.inspections.changeSubject(first.recordId, { stage: 'entered' });
    control.colleagueOperation('scjg03', {
      kind: 'inspectionSubjects.review',
      recordId: first.recordId,
      payload: { decision: 'pass', on: result.inspectedOn, opinion: '再次公示', resultAt: result.at },
    });
  },
  'shows a result as public that nobody made so': ({ control }) => {
    const entered = control
      .visibleIds('inspectionSubjects', '433221101')
      .find((id) => subjectSchema.parse(control.record('inspectionSubjects', id)?.data).stage === 'entered');
    if (entered !== undefined) control.inspections.changeSubject(entered, { stage: 'published' });
  },
};
