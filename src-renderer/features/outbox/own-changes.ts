/** What was done here on a record that the platform has taken back: there is no other side to compare it with. */
import type { ConflictDetail, ConflictField } from '#shared/contract/conflicts.ts';

/** Parts that work changes, by collection; whatever else the record says is the platform's. */
const parts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  notices: {
    stage: '状态',
    reviewDepartment: '后置审批部门',
    receipt: '接收',
    returned: '回退',
    feedbacks: '反馈',
  },
  inspectionSubjects: {
    stage: '状态',
    confirmationClosed: '名单确认完毕',
    inspectors: '检查人员',
    result: '抽查结果',
    reviews: '复核意见',
    corrections: '更正',
  },
};

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** One line for each part that differs between what was there and what was done here. */
export function ownChanges({
  collection,
  base,
  mine,
}: Pick<ConflictDetail, 'collection' | 'base' | 'mine'>): ConflictField[] {
  const [before, after] = [record(base), record(mine)];
  return Object.entries(parts[collection] ?? {})
    .filter(([key]) => JSON.stringify(before[key] ?? null) !== JSON.stringify(after[key] ?? null))
    .map(([path, label]) => ({
      path,
      label,
      changedBy: 'mine',
      base: before[path] ?? null,
      mine: after[path] ?? null,
      theirs: null,
      preselected: 'theirs',
    }));
}
