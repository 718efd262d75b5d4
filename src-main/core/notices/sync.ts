/** How changed notices land, which operations they know, and what a conflict compares. */
import { noticeOperations } from '#shared/domains/notices/operations.ts';
import { type Feedback, type Notice, noticeSchema, noticeVisibleTo } from '#shared/domains/notices/record.ts';
import type { ReplayedOperation, StoredRecord, SyncedCollection } from '../sync/collection.ts';
import type { Database } from '../database/types.ts';
import { statement } from '../database/statements.ts';
import { createNoticeWriter, type NoticeClock, removeNotices } from './store.ts';

export const noticesCollectionName = 'notices';

/** Notices for the sync room. `clock` tells when a row arrives and by which calendar its 反馈 is due. */
export function createNoticesCollection(clock: NoticeClock): SyncedCollection<Notice> {
  return {
    collection: noticesCollectionName,
    priority: 10,
    hasOpenView: true,
    schema: noticeSchema,
    ...noticeOperations.forSync,
    fieldLabels: noticeFieldLabels,
    followingFields: [
      'id',
      'person',
      'at',
      'departmentCode',
      'departmentName',
      'amended',
      'amended.person',
      'amended.at',
    ].map((field) => `feedbacks.${field}`),
    alike: withSameCertificates,
    redo: redoFeedback,
    belongsTo: noticeVisibleTo,
    // One enterprise may stand on several notices, one for each 后置审批事项: the name alone would not say which.
    titleOf: (notice) => `${notice.enterpriseName}（${notice.permitItemName}）`,
    isFinal: (notice) => notice.closedAt !== null,
    write: createNoticeWriter(clock),
    remove: removeNotices,
    read: readNotice,
    revisions: noticeRevisions,
    ids: noticeIds,
    count: (database) => statement<[], { n: number }>(database, 'SELECT count(*) AS n FROM notice').get()!.n,
  };
}

/** The notice as a person sees it, or null. What is stored was checked when it came; it is not checked again here. */
export function readNotice(database: Database, id: string): StoredRecord<Notice> | null {
  const row = statement<[string], { revision: number; data: string }>(
    database,
    'SELECT n.revision, c.data FROM notice n JOIN notice_content c ON c.key = n.key WHERE n.id = ?',
  ).get(id);
  return row ? { id, revision: row.revision, data: JSON.parse(row.data) as Notice } : null;
}

function noticeRevisions(database: Database, ids: readonly string[]): Map<string, number> {
  const rows = statement<[string], { id: string; revision: number }>(
    database,
    'SELECT n.id, n.revision FROM json_each(?) asked CROSS JOIN notice n ON n.id = asked.value',
  ).all(JSON.stringify(ids));
  return new Map(rows.map(({ id, revision }) => [id, revision]));
}

function noticeIds(database: Database, after: string | null, limit: number): string[] {
  return statement<[string, number], { id: string }>(database, 'SELECT id FROM notice WHERE id > ? ORDER BY id LIMIT ?')
    .all(after ?? '', limit)
    .map(({ id }) => id);
}

const certificateOf = ({ certificateNumber }: { certificateNumber: string }): string => certificateNumber.trim();

/** A feedback of theirs that mine does not know, about the certificate of one that theirs does not know. */
function sameCertificate(theirs: Notice, feedbackId: string, certificate: string): Feedback | undefined {
  if (certificate === '' || theirs.feedbacks.some(({ id }) => id === feedbackId)) return undefined;
  return theirs.feedbacks.find((one) => certificateOf(one) === certificate);
}

/** Two clerks gave feedback on the same certificate: one thing, although each made an id for it. */
function withSameCertificates(mine: Notice, theirs: Notice): Notice {
  const known = new Set(mine.feedbacks.map(({ id }) => id));
  const feedbacks = mine.feedbacks.map((one) => {
    const same = sameCertificate(theirs, one.id, certificateOf(one));
    return same && !known.has(same.id) ? { ...one, id: same.id } : one;
  });
  return { ...mine, feedbacks };
}

/**
 * Two clerks amended the same feedback, or gave one on the same certificate: each field from the side that was chosen, so
 * that what only the other one changed is not overwritten by this one's form. What is on the platform is amended, never
 * given a second time. Other operations are done again as they were.
 */
function redoFeedback(
  theirs: Notice,
  { kind, payload }: ReplayedOperation,
  choices: ReadonlyMap<string, 'mine' | 'theirs'>,
): { kind: string; payload: unknown } | undefined {
  if (kind !== 'notices.feedback' && kind !== 'notices.amendFeedback') return undefined;
  const mine = noticeOperations.kinds[kind].payload.safeParse(payload).data;
  if (!mine) return undefined;
  const other =
    kind === 'notices.amendFeedback'
      ? theirs.feedbacks.find(({ id }) => id === mine.feedbackId)
      : sameCertificate(theirs, mine.feedbackId, certificateOf(mine.feedback));
  if (!other) return undefined;
  const their: Record<string, unknown> = other;
  const chosen = Object.entries(mine.feedback).map(([field, value]) => [
    field,
    choices.get(`feedbacks[${other.id}].${field}`) === 'theirs' ? their[field] : value,
  ]);
  return {
    kind: 'notices.amendFeedback',
    payload: { feedbackId: other.id, feedback: Object.fromEntries(chosen) as unknown },
  };
}

const noticeFieldLabels: Readonly<Record<string, string>> = {
  stage: '状态',
  'reviewDepartment.name': '后置审批部门',
  'reviewDepartment.code': '后置审批部门编码',
  'receipt.way': '接收方式',
  'receipt.department.name': '接收部门',
  'receipt.department.code': '接收部门编码',
  'receipt.person': '接收人员',
  'receipt.at': '接收时间',
  'returned.reason': '回退理由',
  'returned.words': '回退说明',
  'returned.department.name': '回退部门',
  'returned.department.code': '回退部门编码',
  'returned.person': '回退人员',
  'returned.at': '回退时间',
  feedbacks: '反馈',
  'feedbacks.result': '反馈结果',
  'feedbacks.feedbackOn': '反馈日期',
  'feedbacks.certificateNumber': '证件编号',
  'feedbacks.certificateName': '证件名称',
  'feedbacks.issuingOrgan': '发证机关',
  'feedbacks.issuedOn': '发证日期',
  'feedbacks.validFrom': '有效期自',
  'feedbacks.validTo': '有效期至',
  'feedbacks.longTerm': '长期有效',
  'feedbacks.permitContent': '后置审批许可内容',
  'feedbacks.remark': '备注',
  closedAt: '平台办结时间',
  enterpriseId: '主体编号',
  enterpriseName: '主体名称',
  creditCode: '统一社会信用代码',
  registrationNumber: '注册号',
  enterpriseKind: '主体类型',
  enterpriseTypeCode: '主体类型代码',
  legalRepresentative: '法定代表人',
  phone: '联系电话',
  establishedOn: '成立日期',
  businessTermFrom: '营业期限自',
  businessTermTo: '营业期限至',
  address: '住所',
  street: '街道',
  regionCode: '行政区划代码',
  registrationOrgan: '登记机关',
  jurisdictionOrgan: '管辖单位',
  registeredCapital: '注册资本（万元）',
  industryCode: '行业代码',
  businessScope: '经营范围',
  approvedOn: '最近业务核准日期',
  applicationType: '申请类型',
  permitItemCode: '后置审批事项代码',
  permitItemName: '后置审批事项',
  matchedKeywords: '匹配关键词',
  pushedAt: '推送时间',
};

/** For whoever only asks what it is called and what people do with it: it writes nothing. */
export const noticesCollection: SyncedCollection<Notice> = createNoticesCollection({
  correctedNow: () => nobodyWrites(),
  calendar: () => nobodyWrites(),
});
function nobodyWrites(): never {
  throw new Error('notices are written by the collection of a workspace');
}
