/** The saving of half-filled forms, once over each form that has it. */
import { effectScope, type EffectScope, nextTick } from 'vue';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type DraftForm, useDraft } from '#app/app/use-draft.ts';
import { feedbackDraft } from '#app/features/notices/feedback-draft.ts';
import { newValues } from '#app/features/notices/feedback-values.ts';
import { resultDraft } from '#app/features/inspections/result/result-draft.ts';
import { blankValues } from '#app/features/inspections/result/result-values.ts';
import { checklist, today } from '../features/inspections/checklist.ts';
import { installFakeCore } from '../support/fake-core.ts';

interface TestedForm<Values extends { remark: string }> {
  readonly form: DraftForm<Values>;
  readonly base: Values;
}
const tested = <Values extends { remark: string }>(form: TestedForm<Values>) => form as TestedForm<{ remark: string }>;
const blankFeedback = newValues(today);
const forms = {
  反馈: tested({ form: feedbackDraft('N1', null, blankFeedback), base: blankFeedback }),
  抽查结果: tested({ form: resultDraft('ZT-1', checklist), base: blankValues(checklist, today) }),
};

const savedAt = '2026-11-20T06:32:00.000Z';
/** What the core has, in the order it came. */
let saves: string[] = [];
let bin: string | null = null;
let answerSave: () => Promise<unknown> = () => Promise.resolve({ ok: true, savedAt });
let scope: EffectScope;

beforeEach(() => {
  vi.useFakeTimers();
  scope = effectScope();
  saves = [];
  bin = null;
  answerSave = () => Promise.resolve({ ok: true, savedAt });
  installFakeCore({
    drafts: {
      save: async ({ values }) => {
        saves.push(values);
        return (await answerSave()) as { ok: true; savedAt: string };
      },
      discard: () => {
        bin = saves.at(-1) ?? null;
        return bin === null ? { ok: false, reason: 'notFound' } : { ok: true };
      },
      restore: () => ({ ok: true, draft: { part: '', shape: '', values: bin ?? '', savedAt } }),
    },
  });
});
afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

describe.each(Object.entries(forms))('the draft of %s', (_name, { form, base }) => {
  function begin(found: string | null = null) {
    const draft = scope.run(() =>
      useDraft({
        ...form,
        base,
        found: found === null ? null : { values: found, savedAt: '2026-11-19T01:00:00.000Z' },
      }),
    )!;
    const type = (remark: string) => {
      draft.values.value.remark = remark;
      draft.touch();
    };
    return { draft, type };
  }
  const remarks = () => saves.map((text) => form.read(JSON.parse(text))?.values.remark);
  const textOf = (remark: string, left = true) => JSON.stringify(form.write({ ...base, remark }, left));
  const wait = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

  test('is saved while somebody types without a pause, not after', async () => {
    const { draft, type } = begin();
    for (let key = 1; key <= 20; key += 1) {
      type('字'.repeat(key));
      await wait(100);
    }
    // Two seconds of typing; what a kill would lose is never more than what came in the last third of a second.
    expect(saves.length).toBeGreaterThanOrEqual(5);
    expect(remarks().at(-1)?.length).toBeGreaterThanOrEqual(17);
    expect(draft.savedAt.value).toBe(savedAt);
  });

  test('is saved one save after the other, and the last one holds the last word', async () => {
    const { type } = begin();
    const first = Promise.withResolvers<unknown>();
    answerSave = () => first.promise;
    type('一');
    await wait(400);
    type('一二');
    await wait(2000);
    expect(remarks()).toEqual(['一']);
    answerSave = () => Promise.resolve({ ok: true, savedAt });
    first.resolve({ ok: true, savedAt });
    await wait(10);
    expect(remarks()).toEqual(['一', '一二']);
  });

  test('holds what was taken back while a save was under way', async () => {
    const { type } = begin();
    const first = Promise.withResolvers<unknown>();
    answerSave = () => first.promise;
    type('一');
    await wait(400);
    type('');
    await wait(400);
    first.resolve({ ok: true, savedAt });
    await wait(500);
    expect(remarks()).toEqual(['一', '']);
  });

  test('is not made of a form that nobody wrote in', async () => {
    const { draft } = begin();
    expect(draft.dirty.value).toBe(false);
    window.dispatchEvent(new Event('pagehide'));
    scope.stop();
    await wait(1000);
    expect(saves).toEqual([]);
  });

  test('is saved where the form is left before the pause is over', async () => {
    const { type } = begin();
    type('没写完');
    scope.stop();
    await wait(0);
    expect(remarks()).toEqual(['没写完']);
  });

  test('has the last words when the page goes away, also while a save is under way', async () => {
    const { type } = begin();
    answerSave = () => new Promise(() => {});
    type('一');
    await wait(400);
    type('一二');
    window.dispatchEvent(new Event('pagehide'));
    await nextTick();
    expect(remarks()).toEqual(['一', '一二']);
  });

  test('is saved when the page is hidden, which may be the last that it hears', async () => {
    const { type } = begin();
    type('切到别的窗口');
    const hidden = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    hidden.mockRestore();
    await wait(0);
    expect(remarks()).toEqual(['切到别的窗口']);
  });

  test('is not saved after a submit began, which would bring it back, until that is refused', async () => {
    const { draft, type } = begin();
    const running = Promise.withResolvers<unknown>();
    answerSave = () => running.promise;
    type('提交的');
    await wait(400);
    type('提交时写的');
    let closed = false;
    const closing = draft.close().then(() => (closed = true));
    await wait(1000);
    expect(closed).toBe(false);
    running.resolve({ ok: true, savedAt });
    await closing;
    type('提交以后');
    await wait(4000);
    expect(remarks()).toEqual(['提交的']);
    draft.reopen();
    await wait(1000);
    expect(remarks()).toEqual(['提交的', '提交以后']);
  });

  test('is not saved when the form goes with its submit', async () => {
    const { draft, type } = begin();
    type('提交的');
    await draft.close();
    scope.stop();
    await wait(4000);
    expect(saves).toEqual([]);
  });

  test('that was thrown away comes back as it was', async () => {
    const { draft, type } = begin();
    type('不该丢的字');
    await draft.discard();
    expect(draft.values.value).toEqual(base);
    expect([draft.discarded.value, draft.dirty.value, draft.savedAt.value]).toEqual([true, false, null]);
    await wait(4000);
    expect(remarks()).toEqual(['不该丢的字']);
    await draft.undo();
    expect(draft.values.value.remark).toBe('不该丢的字');
    expect([draft.discarded.value, draft.dirty.value, draft.savedAt.value]).toEqual([false, true, savedAt]);
    expect(draft.recovered.value?.savedAt).toBe(savedAt);
  });

  test('that was never there offers nothing to bring back', async () => {
    const { draft } = begin();
    await draft.discard();
    expect([draft.discarded.value, draft.dirty.value]).toEqual([false, false]);
  });

  test('that was found fills the form and says when it was saved, until something newer is', async () => {
    const { draft, type } = begin(textOf('昨天写的'));
    expect(draft.values.value.remark).toBe('昨天写的');
    expect(draft.recovered.value?.savedAt).toBe(draft.savedAt.value);
    expect(draft.dirty.value).toBe(true);
    type('今天写的');
    await wait(500);
    expect(draft.recovered.value?.savedAt).not.toBe(draft.savedAt.value);
  });

  test.each(['', '{', '7'])(
    'of another version of the client is told, not overwritten by opening the form: %j',
    async (text) => {
      const { draft } = begin(text);
      expect(draft.unreadable).toBe(true);
      expect(draft.values.value).toEqual(base);
      await wait(5000);
      expect(saves).toEqual([]);
    },
  );

  test('that the disk refused is told, tried again by itself, and at once with the next key', async () => {
    const { draft, type } = begin();
    answerSave = () => Promise.resolve({ ok: false, reason: 'diskFull' });
    type('一');
    await wait(400);
    expect(draft.failure.value?.reason).toBe('diskFull');
    type('一二');
    await wait(400);
    expect(remarks()).toEqual(['一', '一二']);
    answerSave = () => Promise.resolve({ ok: true, savedAt });
    await wait(4000);
    expect(remarks()).toEqual(['一', '一二', '一二']);
    expect(draft.failure.value).toBeNull();
  });
});

describe('a draft that tells whether somebody was in the middle of writing', () => {
  const begin = (found: string | null) =>
    scope.run(() =>
      useDraft({
        ...forms.抽查结果.form,
        base: forms.抽查结果.base,
        found: found === null ? null : { values: found, savedAt },
      }),
    )!;
  const lefts = () => saves.map((text) => (JSON.parse(text) as { left: boolean }).left);

  test('keeps leaving by the button apart from a page that ended', async () => {
    const draft = begin(null);
    draft.values.value.remark = '写到一半';
    draft.touch();
    await vi.advanceTimersByTimeAsync(400);
    expect(lefts()).toEqual([false]);
    await draft.flush(true);
    expect(lefts()).toEqual([false, true]);
    await draft.flush(true);
    expect(saves).toHaveLength(2);
  });

  test('says it where it is found', () => {
    const { form, base } = forms.抽查结果;
    for (const left of [true, false])
      expect(begin(JSON.stringify(form.write(base, left))).recovered.value).toEqual({ savedAt, left });
  });
});
