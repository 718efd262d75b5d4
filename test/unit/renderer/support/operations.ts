/** One sound operation of each kind, with a record that it may be done on; null: it makes the record. Invented. */
import type { InspectorInput } from '#shared/domains/inspectors/record.ts';
import { makeFeedback, makeNotice, randomNumbers } from '../../../integration/core/notices/fixtures.ts';
import {
  makePlan,
  makeSubject,
  ownDepartment,
  smallChecklist,
  soundResult,
} from '../../../integration/core/inspections/fixtures.ts';

export const today = '2026-03-02';
export const time = '2026-03-02T02:00:00.000Z';
/** One of the inspectors of every subject. */
export const actor = {
  account: 'lin01',
  name: '林知夏',
  departmentCode: ownDepartment.code,
  departmentName: ownDepartment.name,
};

const notice = (change: Parameters<typeof makeNotice>[2]) =>
  makeNotice(7, randomNumbers(7), { receipt: null, returned: null, feedbacks: [], closedAt: null, ...change });
const given = makeFeedback(1, time);
const { id, departmentCode: _code, departmentName: _name, person: _person, at: _at, ...feedback } = given;
const randomId = '00000000-0000-4000-8000-0000000000c1';
const result = soundResult(smallChecklist());
const entered = makeSubject(1, {
  stage: 'entered',
  result: { ...result, person: actor.name, account: actor.account, department: ownDepartment, at: time },
});
const inspector: InspectorInput = {
  account: 'gu03',
  name: '顾青禾',
  gender: 'female',
  age: 35,
  education: '本科',
  types: ['行政执法'],
  lines: ['市场监管'],
  area: '城关镇',
  skills: ['食品检验'],
  certificateNumber: '青执0009',
  certificateFrom: '2025-01-01',
  certificateTo: '2029-12-31',
  certificateOrgan: ownDepartment.name,
  phone: '07458000009',
  onDuty: true,
  remark: '借调',
};
const listed = { ...inspector, id: 'I1', department: ownDepartment, revoked: false };

export const operations: Readonly<Record<string, { readonly before: unknown; readonly payload: unknown }>> = {
  'notices.receive': { before: notice({ stage: 'pending' }), payload: {} },
  'notices.claim': { before: notice({ stage: 'pool', reviewDepartment: null }), payload: {} },
  'notices.return': { before: notice({ stage: 'received' }), payload: { reason: 'notOurArea', words: '地址在邻县' } },
  'notices.feedback': { before: notice({ stage: 'received' }), payload: { feedbackId: id, feedback } },
  'notices.amendFeedback': {
    before: notice({ stage: 'answered', feedbacks: [given] }),
    payload: { feedbackId: id, feedback: { ...feedback, remark: '已核对' } },
  },
  'notices.correct': {
    before: notice({ stage: 'answered', feedbacks: [given], closedAt: time }),
    payload: {
      correctionId: randomId,
      feedbackId: id,
      foundOn: today,
      stood: '证件编号末位为 1',
      wanted: '证件编号末位为 7',
      reason: '抄错',
    },
  },
  'inspectionPlans.finishConfirmation': { before: makePlan({ stage: 'confirming', confirmedBy: [] }), payload: {} },
  'inspectionSubjects.confirm': {
    before: makeSubject(1, { stage: 'unconfirmed', confirmationClosed: false }),
    payload: { decision: 'inspect' },
  },
  'inspectionSubjects.enterResult': { before: makeSubject(1), payload: { result } },
  'inspectionSubjects.replaceResult': {
    before: entered,
    payload: { result: { ...result, handling: '已责令改正' }, replacedAt: time },
  },
  'inspectionSubjects.review': {
    before: entered,
    payload: { decision: 'pass', on: today, opinion: '同意', resultAt: time },
  },
  'inspectionSubjects.reassign': {
    before: makeSubject(1),
    payload: {
      fromAccount: 'shen02',
      to: { account: 'gu03', name: '顾青禾', certificateNumber: '青执0009', department: ownDepartment },
      reason: '出差',
    },
  },
  'inspectionSubjects.correct': {
    before: { ...entered, stage: 'published' },
    payload: { correctionId: id, foundOn: today, stood: '九人', wanted: '八人', reason: '人数录错' },
  },
  'inspectors.add': { before: null, payload: { inspector } },
  'inspectors.edit': { before: listed, payload: { inspector: { ...inspector, area: '石桥镇' } } },
  'inspectors.revoke': { before: listed, payload: { reason: '调离' } },
  'inspectors.restore': { before: { ...listed, revoked: true }, payload: {} },
};
