import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, test } from 'vitest';
import ResultReading from '#app/features/inspections/ResultReading.vue';
import ReviewForm from '#app/features/inspections/ReviewForm.vue';
import { offersReview } from '#app/features/inspections/row-actions.ts';
import SelectionActions from '#app/features/inspections/SelectionActions.vue';
import { useSettings } from '#app/app/stores/settings.ts';
import type { SubjectDetail, SubjectRow } from '#shared/domains/inspections/contract.ts';
import type { Settings } from '#shared/contract/settings.ts';
import {
  lin,
  makeSubject,
  ownDepartment,
  smallChecklist,
  soundResult,
} from '../../../../integration/core/inspections/fixtures.ts';
import { installFakeCore } from '../../support/fake-core.ts';

const checklist = smallChecklist();
beforeEach(() => {
  setActivePinia(createPinia());
  installFakeCore({ attachments: { referred: () => [] } });
});

async function readingOf(stage: 'entered' | 'published') {
  const at = '2026-03-02T02:00:00.000Z';
  const result = { ...soundResult(checklist), person: lin.name, account: lin.account, department: ownDepartment, at };
  const subject = makeSubject(1, { stage, result });
  const reading = mount(ResultReading, {
    props: { detail: { subject, checklist } as unknown as SubjectDetail },
    global: { stubs: { PhotoThumbnail: true, PhotoStrip: true } },
  });
  await flushPromises();
  return reading.findAll('details').map((group) => group.attributes('open') !== undefined);
}

test('whoever reviews sees every answer without opening anything; afterwards only what is wrong stands open', async () => {
  expect(new Set(await readingOf('entered'))).toEqual(new Set([true]));
  expect(new Set(await readingOf('published'))).toEqual(new Set([false]));
});

test('whoever entered the result is told so before reviewing it', () => {
  const own = mount(ReviewForm, { props: { busy: false, isOwn: true, hasNext: false } });
  expect(own.text()).toContain('这份结果是您本人录入的');
  const other = mount(ReviewForm, { props: { busy: false, isOwn: false, hasNext: false } });
  expect(other.text()).not.toContain('您本人录入');
});

const row = (id: string, isOwnResult: boolean) =>
  ({ id, stage: 'entered', isOwnResult, coarseOutcome: 'normal', inspectedOn: '2026-03-02' }) as SubjectRow;

test('复核 of one’s own result is offered after a warning, or not at all', () => {
  expect(offersReview(row('a', true), 'warned')).toBe(true);
  expect(offersReview(row('a', true), 'refused')).toBe(false);
  expect(offersReview(row('a', false), 'refused')).toBe(true);
});

test('批量复核 counts only what may be reviewed', () => {
  const ticked = new Map([row('a', true), row('b', false), row('c', false)].map((one) => [one.id, one]));
  const offers = (ownReview: Settings['ownReview']) => {
    useSettings().settings = { ownReview } as Settings;
    return mount(SelectionActions, {
      props: { view: 'review', ticked, busy: false, mayReview: true },
      global: { stubs: { PrintMenu: true } },
    }).text();
  };
  expect(offers('warned')).toContain('批量复核通过（3 家）');
  expect(offers('refused')).toContain('批量复核通过（2 家）');
});
