/** How changed checklists, plans and subjects land, which operations they know, and what a conflict compares. */
import { z } from 'zod';
import { type Checklist, checklistSchema } from '#shared/domains/inspections/checklist.ts';
import { type Plan, planOperations, planSchema, planVisibleTo } from '#shared/domains/inspections/plans.ts';
import { type ResultInput, resultInputSchema } from '#shared/domains/inspections/results.ts';
import { subjectOperations } from '#shared/domains/inspections/subject-operations.ts';
import { type Subject, subjectSchema, subjectVisibleTo } from '#shared/domains/inspections/subjects.ts';
import { correctionLabels } from '#shared/records/corrections.ts';
import type { Database } from '../database/types.ts';
import type { ReplayedOperation, Side, SyncedCollection } from '../sync/collection.ts';
import { jsonTable, readOnly } from '../records/json-table.ts';
import { statement } from '../database/statements.ts';
import { filesOfPlan, filesOfSubject, filesStillNeeded, plansToCarry, subjectsToCarry } from './download-wants.ts';
import { carriedFiles } from './files.ts';
import { subjectStore } from './store.ts';
import { subjectDeeds } from './timeline.ts';

export const checklistsCollection: SyncedCollection<Checklist> = {
  collection: 'checklists',
  // Before the subjects that are entered by them.
  priority: 11,
  hasOpenView: false,
  schema: checklistSchema,
  fieldLabels: {},
  belongsTo: () => true,
  titleOf: (checklist) => `${checklist.name}（第${checklist.version}版）`,
  isFinal: () => false,
  ...readOnly('抽查事项清单由平台维护，不能在此修改'),
  ...jsonTable<Checklist>('checklist', {
    checklist_id: ({ checklistId }) => checklistId,
    version: ({ version }) => version,
  }),
};

export const plansCollection: SyncedCollection<Plan> = {
  collection: 'inspectionPlans',
  priority: 12,
  hasOpenView: false,
  schema: planSchema,
  ...planOperations.forSync,
  fieldLabels: {
    stage: '环节',
    confirmedBy: '已确认完毕的部门',
    name: '方案名称',
    number: '抽查编号',
    basis: '抽查依据',
    drawnUpOn: '制定日期',
    from: '开始日期',
    to: '截止日期',
    drawnUpBy: '制定机关',
    leadDepartment: '牵头部门',
    departments: '参加部门',
    seenBy: '可查看的上级机关',
    scope: '抽查检查范围',
    files: '方案附件',
    requirements: '工作要求',
    checklistId: '抽查事项清单',
    checklistVersion: '抽查事项清单版本',
    subjectCount: '抽查主体数',
    items: '检查事项',
    groupedBy: '随机抽取分组机关类型',
    share: '抽取比例（%）',
    drawnBy: '牵头摇号部门',
    groupSize: '分组企业数',
  },
  // Two departments that say 确认完毕 at the same time do not stand in each other's way.
  gatheringFields: ['confirmedBy'],
  belongsTo: planVisibleTo,
  filesOf: filesOfPlan,
  recordsToCarry: plansToCarry,
  titleOf: (plan) => plan.name,
  isFinal: ({ stage }) => stage === 'finished',
  ...jsonTable<Plan>('inspection_plan', { ends_on: ({ to }) => to, stage: ({ stage }) => stage }),
};

export const subjectsCollection: SyncedCollection<Subject> = {
  collection: 'inspectionSubjects',
  priority: 13,
  hasOpenView: true,
  schema: subjectSchema,
  ...subjectOperations.forSync,
  ...subjectStore,
  fieldLabels: {
    stage: '状态',
    inspectors: '检查人员',
    confirmationClosed: '名单确认完毕',
    'result.checklistVersion': '检查表版本',
    'result.checkWays': '检查方式',
    'result.answers': '检查内容',
    'result.extraItems': '临时检查事项',
    'result.outcomes': '检查结果',
    'result.foundIssues': '检查发现问题',
    'result.handling': '处理情况描述',
    'result.followUp': '后续处置',
    'result.followUpWords': '后续处置说明',
    'result.remark': '备注',
    'result.inspectedOn': '检查日期',
    'result.phone': '检查人员电话',
    'result.explanations': '核实说明',
    'result.evidence': '照片和附件',
    'result.signatures': '签名',
    'result.person': '录入人员',
    'result.account': '录入账号',
    'result.at': '录入时间',
    result: '抽查结果',
    reviews: '复核意见',
    publishedAt: '公示时间',
    corrections: '更正',
    ...correctionLabels,
    enterpriseId: '主体编号',
    enterpriseName: '主体名称',
    creditCode: '统一社会信用代码',
    registrationNumber: '注册号',
    enterpriseKind: '主体类型',
    address: '地址',
    phone: '联系电话',
    legalRepresentative: '法定代表人',
    registrationOrgan: '登记机关',
    jurisdiction: '管辖机关',
    department: '检查机关',
    seenBy: '可查看的机关',
    planId: '方案编号',
    planName: '抽查方案名称',
    planNumber: '抽查编号',
    planFrom: '抽查开始日期',
    planTo: '抽查截止日期',
    checklistId: '抽查事项清单',
    checklistVersion: '抽查事项清单版本',
  },
  // Who entered the result, when and by which version of the 检查表: they come with what is chosen.
  followingFields: ['checklistVersion', 'person', 'account', 'department.code', 'department.name', 'at'].map(
    (field) => `result.${field}`,
  ),
  belongsTo: subjectVisibleTo,
  titleOf: (subject) => subject.enterpriseName,
  isFinal: ({ stage }, kind) => stage === 'published' && kind !== 'inspectionSubjects.correct',
  deedsOf: subjectDeeds,
  redo: redoResult,
  attachmentsOf(_kind, payload) {
    const entered = enteredSchema.safeParse(payload);
    return entered.success ? carriedFiles(entered.data.result) : [];
  },
  filesOf: filesOfSubject,
  recordsToCarry: subjectsToCarry,
  attachmentsHeld: filesStillNeeded,
};

/** The subject as a person sees it, or null. */
export const readSubject = subjectStore.read;

/** Id of one version of a checklist, as the platform makes them. */
export const checklistRecordId = (checklistId: string, version: number): string => `${checklistId}-v${version}`;

export function readChecklist(database: Database, checklistId: string, version: number): Checklist | null {
  const row = statement<[string, number], { data: string }>(
    database,
    'SELECT data FROM checklist WHERE checklist_id = ? AND version = ?',
  ).get(checklistId, version);
  return row ? (JSON.parse(row.data) as Checklist) : null;
}

export const readPlan = (database: Database, id: string): Plan | null =>
  plansCollection.read(database, id)?.data ?? null;

const enteredSchema = z.object({ result: resultInputSchema });

/**
 * Two results of one subject: what the person chose field by field becomes a result of its own, entered where the platform
 * has none, and put in the place of the one that waits for 复核 where it has. Other operations are done again as they were.
 */
function redoResult(
  theirs: Subject,
  operation: ReplayedOperation,
  choices: ReadonlyMap<string, Side>,
): { kind: string; payload: unknown } | null {
  if (operation.kind !== 'inspectionSubjects.enterResult' && operation.kind !== 'inspectionSubjects.replaceResult')
    return { kind: operation.kind, payload: operation.payload };
  const mine = enteredSchema.safeParse(operation.payload);
  if (!mine.success) return null;
  if (theirs.stage !== 'entered' || !theirs.result)
    return { kind: 'inspectionSubjects.enterResult', payload: { result: mine.data.result } };
  return {
    kind: 'inspectionSubjects.replaceResult',
    payload: { result: chosenResult(mine.data.result, theirs.result, choices), replacedAt: theirs.result.at },
  };
}

/** Each part of the form from the side that was chosen; in lists with ids each element. */
function chosenResult(mine: ResultInput, theirs: ResultInput, choices: ReadonlyMap<string, Side>): ResultInput {
  const list = <Item extends { id: string }>(field: string, own: readonly Item[], other: readonly Item[]): Item[] => {
    const side = (id: string) => choices.get(`result.${field}[${id}]`) ?? partOf(choices, `result.${field}[${id}].`);
    return [
      ...own.filter(({ id }) => side(id) !== 'theirs'),
      ...other.filter(({ id }) => side(id) === 'theirs' || (side(id) === null && !own.some((one) => one.id === id))),
    ];
  };
  const pick = <Field extends keyof ResultInput>(field: Field): ResultInput[Field] =>
    choices.get(`result.${field}`) === 'theirs' ? theirs[field] : mine[field];
  return {
    checklistVersion: pick('answers') === theirs.answers ? theirs.checklistVersion : mine.checklistVersion,
    checkWays: pick('checkWays'),
    answers: pick('answers'),
    extraItems: list('extraItems', mine.extraItems, theirs.extraItems),
    outcomes: pick('outcomes'),
    foundIssues: pick('foundIssues'),
    handling: pick('handling'),
    followUp: pick('followUp'),
    followUpWords: pick('followUpWords'),
    remark: pick('remark'),
    inspectedOn: pick('inspectedOn'),
    phone: pick('phone'),
    explanations: pick('explanations'),
    evidence: list('evidence', mine.evidence, theirs.evidence),
    signatures: list('signatures', mine.signatures, theirs.signatures),
  };
}

/** The side chosen for the parts of one element, theirs only if all of them are. */
function partOf(choices: ReadonlyMap<string, Side>, prefix: string): 'mine' | 'theirs' | null {
  const sides = [...choices].filter(([path]) => path.startsWith(prefix)).map(([, side]) => side);
  if (sides.length === 0) return null;
  return sides.every((side) => side === 'theirs') ? 'theirs' : 'mine';
}
