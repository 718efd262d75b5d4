import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { effectScope, nextTick } from 'vue';
import { type CoreClient, installCore } from '#app/app/core-client.ts';
import { newValues } from '#app/features/notices/feedback-values.ts';
import { type FeedbackDraftOptions, useFeedbackDraft } from '#app/features/notices/use-feedback-draft.ts';

type Values = Record<string, unknown>;
const savedAt = '2026-11-22T01:02:03.000Z';
const saveDraft = vi.fn<(input: { values: Values }) => Promise<unknown>>();
const discardDraft = vi.fn<() => Promise<unknown>>();
const restoreDraft = vi.fn<() => Promise<unknown>>();
const initial = newValues('2026-11-22');
const which = { noticeId: 'N1', feedbackId: null };
const remarksSaved = () => saveDraft.mock.calls.map(([input]) => input.values.remark);

beforeEach(() => {
  vi.useFakeTimers();
  saveDraft.mockReset().mockResolvedValue({ ok: true, savedAt });
  discardDraft.mockReset().mockResolvedValue({ ok: true });
  restoreDraft
    .mockReset()
    .mockResolvedValue({ ok: true, draft: { ...which, values: { ...initial, remark: '找回来' }, savedAt } });
  installCore({ notices: { saveDraft, discardDraft, restoreDraft } } as unknown as CoreClient);
});
afterEach(() => {
  vi.useRealTimers();
});

function open(options: Partial<FeedbackDraftOptions> = {}) {
  const scope = effectScope();
  const draft = scope.run(() => useFeedbackDraft({ ...which, initial, found: null, ...options }));
  if (!draft) throw new Error('the scope is new and runs');
  return { draft, leave: () => scope.stop() };
}
async function wait(milliseconds: number) {
  await nextTick();
  await vi.advanceTimersByTimeAsync(milliseconds);
}

test('what is typed is saved once, shortly after the last key', async () => {
  const { draft } = open();
  for (const remark of ['场', '场所', '场所不符']) {
    draft.values.value.remark = remark;
    await wait(200);
  }
  expect(saveDraft).not.toHaveBeenCalled();
  await wait(400);
  expect(remarksSaved()).toEqual(['场所不符']);
  expect(draft.savedAt.value).toBe(savedAt);
});

test('a form that is only looked at leaves no draft behind', async () => {
  const { leave } = open();
  leave();
  await wait(1000);
  expect(saveDraft).not.toHaveBeenCalled();
});

test('leaving before the pause is over still saves', async () => {
  const { draft, leave } = open();
  draft.values.value.remark = '没写完';
  await nextTick();
  leave();
  await wait(0);
  expect(remarksSaved()).toEqual(['没写完']);
});

test('a draft that was found fills the form and says so, until something newer is saved', async () => {
  const { draft } = open({ found: { values: { ...initial, remark: '昨天写的' }, savedAt } });
  expect(draft.values.value.remark).toBe('昨天写的');
  expect(draft.recovered.value).toBe(true);
  draft.values.value.remark = '今天写的';
  await wait(500);
  expect(draft.recovered.value).toBe(false);
});

test('what is typed while a save is under way is saved after it', async () => {
  const { draft } = open();
  const first = Promise.withResolvers<unknown>();
  saveDraft.mockReturnValueOnce(first.promise);
  draft.values.value.remark = '一';
  await wait(400);
  draft.values.value.remark = '一二';
  await wait(400);
  expect(remarksSaved()).toEqual(['一']);
  first.resolve({ ok: true, savedAt });
  await wait(400);
  expect(remarksSaved()).toEqual(['一', '一二']);
});

test('taking back what a running save carries is saved too', async () => {
  const { draft } = open();
  const first = Promise.withResolvers<unknown>();
  saveDraft.mockReturnValueOnce(first.promise);
  draft.values.value.remark = '一';
  await wait(400);
  draft.values.value.remark = '';
  await wait(400);
  first.resolve({ ok: true, savedAt });
  await wait(500);
  expect(remarksSaved()).toEqual(['一', '']);
});

test('no save follows a submit, which would bring the draft back', async () => {
  const { draft, leave } = open();
  const running = Promise.withResolvers<unknown>();
  saveDraft.mockReturnValueOnce(running.promise);
  draft.values.value.remark = '一';
  await wait(400);
  draft.values.value.remark = '一二';
  await nextTick();
  let closed = false;
  const closing = draft.close().then(() => {
    closed = true;
  });
  await wait(1000);
  expect(closed).toBe(false);
  running.resolve({ ok: true, savedAt });
  await closing;
  leave();
  await wait(1000);
  expect(remarksSaved()).toEqual(['一']);
});

test('after a refused submit the draft is saved again', async () => {
  const { draft } = open();
  await draft.close();
  draft.reopen();
  draft.values.value.remark = '改过';
  await wait(400);
  expect(remarksSaved()).toEqual(['改过']);
});

test('a full disk is told and the next key tries again', async () => {
  const { draft } = open();
  saveDraft.mockResolvedValueOnce({ ok: false, reason: 'diskFull' });
  draft.values.value.remark = '一';
  await wait(400);
  expect(draft.failure.value?.reason).toBe('diskFull');
  draft.values.value.remark = '一二';
  await wait(400);
  expect(draft.failure.value).toBeNull();
  expect(remarksSaved()).toEqual(['一', '一二']);
});

test('a draft thrown away empties the form, and can be had back', async () => {
  const { draft } = open({ found: { values: { ...initial, remark: '昨天写的' }, savedAt } });
  await draft.discard();
  await wait(1000);
  expect(draft.values.value).toEqual(initial);
  expect(draft.discarded.value).toBe(true);
  expect(saveDraft).not.toHaveBeenCalled();
  await draft.undo();
  await wait(1000);
  expect(draft.values.value.remark).toBe('找回来');
  expect(draft.discarded.value).toBe(false);
});
