import { effectScope, type EffectScope, nextTick } from 'vue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { writeDraft } from '#app/features/inspections/result/draft-text.ts';
import { blankValues } from '#app/features/inspections/result/result-values.ts';
import { useResultDraft } from '#app/features/inspections/result/use-result-draft.ts';
import { installFakeCore } from '../../support/fake-core.ts';
import { checklist, today } from './checklist.ts';

interface Kept {
  form: number;
  left: boolean;
  values: { remark: string };
}
/** What the core has, in the order it came. */
let saves: Kept[] = [];
let discardedText: string | null = null;
let answerSave: () => Promise<void> = () => Promise.resolve();
let scope: EffectScope;

const savedAt = '2026-11-20T06:32:00.000Z';
function begin(found: string | null = null) {
  const draft = scope.run(() =>
    useResultDraft({
      subjectId: 'ZT-1',
      checklist,
      base: blankValues(checklist, today),
      found: found === null ? null : { values: found, savedAt },
    }),
  );
  if (!draft) throw new Error('no draft');
  const type = (remark: string) => {
    draft.values.value.remark = remark;
    draft.touch();
  };
  return { draft, type };
}
const remarks = () => saves.map((one) => one.values.remark);

beforeEach(() => {
  vi.useFakeTimers();
  scope = effectScope();
  saves = [];
  discardedText = null;
  answerSave = () => Promise.resolve();
  installFakeCore({
    inspections: {
      saveDraft: async ({ values }) => {
        saves.push(JSON.parse(values) as Kept);
        await answerSave();
        return { ok: true, savedAt };
      },
      discardDraft: () => {
        discardedText = JSON.stringify(saves.at(-1));
        return { ok: true };
      },
      restoreDraft: () => ({
        ok: true,
        draft: { subjectId: 'ZT-1', checklistVersion: 2, values: discardedText ?? '', savedAt },
      }),
    },
  });
});
afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

test('whoever types without a pause is saved while typing, not after', async () => {
  const { type } = begin();
  for (let key = 1; key <= 20; key += 1) {
    type('字'.repeat(key));
    await vi.advanceTimersByTimeAsync(100);
  }
  // Two seconds of typing; what a kill would lose is never more than what came in the last third of a second.
  expect(saves.length).toBeGreaterThanOrEqual(5);
  expect(remarks().at(-1)?.length).toBeGreaterThanOrEqual(17);
});

test('saves follow one another, and the last one holds the last word', async () => {
  let finish = () => {};
  answerSave = () => new Promise((resolve) => (finish = resolve));
  const { type } = begin();
  type('一');
  await vi.advanceTimersByTimeAsync(400);
  type('一二');
  await vi.advanceTimersByTimeAsync(2000);
  expect(remarks()).toEqual(['一']);
  answerSave = () => Promise.resolve();
  finish();
  await vi.advanceTimersByTimeAsync(10);
  expect(remarks()).toEqual(['一', '一二']);
});

test('a form that nobody wrote in leaves no draft behind', async () => {
  begin();
  scope.stop();
  await vi.advanceTimersByTimeAsync(1000);
  expect(saves).toEqual([]);
});

test('leaving by the button is kept apart from a page that ended in the middle of writing', async () => {
  const { draft, type } = begin();
  type('写到一半');
  await vi.advanceTimersByTimeAsync(400);
  expect(saves.at(-1)?.left).toBe(false);
  await draft.flush(true);
  expect(saves.at(-1)).toMatchObject({ left: true, values: { remark: '写到一半' } });
});

test('what was typed last is sent when the page goes away', async () => {
  const { type } = begin();
  type('最后几个字');
  window.dispatchEvent(new Event('pagehide'));
  await nextTick();
  expect(remarks()).toEqual(['最后几个字']);
});

test('nothing is saved after a submit began, until it is refused', async () => {
  const { draft, type } = begin();
  type('提交的');
  await draft.close();
  type('提交以后');
  await vi.advanceTimersByTimeAsync(1000);
  expect(remarks()).not.toContain('提交以后');
  draft.reopen();
  await vi.advanceTimersByTimeAsync(1000);
  expect(remarks().at(-1)).toBe('提交以后');
});

test('a draft that was thrown away comes back as it was', async () => {
  const { draft, type } = begin();
  type('不该丢的字');
  await draft.discard();
  expect(draft.values.value.remark).toBe('');
  expect(draft.discarded.value).toBe(true);
  await draft.undo();
  expect(draft.values.value.remark).toBe('不该丢的字');
  expect(draft.discarded.value).toBe(false);
});

test('a found draft fills the form and says whether somebody was in the middle of writing', () => {
  const values = { ...blankValues(checklist, today), remark: '昨天写的' };
  expect(begin(writeDraft(values, false)).draft.recovered.value).toEqual({ savedAt, left: false });
  expect(begin(writeDraft(values, true)).draft.values.value.remark).toBe('昨天写的');
});

test('a draft of another version of the client is told, not overwritten by opening the form', async () => {
  const { draft } = begin('{"form":7}');
  expect(draft.unreadable).toBe(true);
  await vi.advanceTimersByTimeAsync(5000);
  expect(saves).toEqual([]);
});

test('a save that the disk refused is tried again by itself', async () => {
  let full = true;
  installFakeCore({
    inspections: {
      saveDraft: ({ values }) => {
        if (full) return { ok: false, reason: 'diskFull' };
        saves.push(JSON.parse(values) as Kept);
        return { ok: true, savedAt };
      },
    },
  });
  const { draft, type } = begin();
  type('磁盘满了');
  await vi.advanceTimersByTimeAsync(400);
  expect(draft.failure.value?.reason).toBe('diskFull');
  full = false;
  await vi.advanceTimersByTimeAsync(4000);
  expect(remarks()).toEqual(['磁盘满了']);
  expect(draft.failure.value).toBeNull();
});
