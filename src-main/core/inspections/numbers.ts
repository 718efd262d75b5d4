/** Numbers of 双随机抽查 on the 工作台. Every number is counted by the filter that lists it. */
import type { WorkbenchNumber } from '#shared/contract/workbench.ts';
import type { SubjectsLink } from '#shared/domains/inspections/requests.ts';
import { mayDo, reviewRight } from '#shared/trade/rights.ts';
import { sundayOf } from '#shared/trade/weeks.ts';
import { addDays } from '#shared/trade/working-days.ts';
import { subjectCount } from './queries.ts';
import { statement } from '../database/statements.ts';
import type { Workspace } from '../workspace.ts';

type SubjectNumber = WorkbenchNumber<SubjectsLink>;

/** In the order of urgency. Empty where the department has no inspection at all. */
export function inspectionNumbers(workspace: Workspace): SubjectNumber[] {
  if (!hasInspections(workspace)) return [];
  const today = workspace.today();
  const mine = (
    key: string,
    title: string,
    tone: SubjectNumber['tone'],
    hint: string,
    filter: SubjectsLink['filter'],
  ) => ofSubjects(workspace, key, title, tone, hint, 'mine', filter);
  return [
    mine('inspectionOverdue', '我的抽查逾期', 'alarm', '抽查截止日期已过，您还没有录入结果', {
      planEnds: { to: addDays(today, -1) },
    }),
    mine('inspectionDueThisWeek', '我的抽查本周到期', 'attention', '抽查截止日期在本周日以前（含当日）', {
      planEnds: { from: today, to: sundayOf(today) },
    }),
    mine('inspectionSentBack', '我的待修改', 'calm', '复核退回，需要您修改后重新录入', { stages: ['sentBack'] }),
    mine('inspectionWaiting', '我的待录入', 'calm', '分派给您检查，还没有录入结果', { stages: ['waiting'] }),
    ...(mayDo(reviewRight, workspace.roles)
      ? [ofSubjects(workspace, 'inspectionReview', '待复核', 'calm', '本部门已录入、等待复核的抽查结果', 'review', {})]
      : []),
  ];
}

function hasInspections({ database }: Workspace): boolean {
  return statement<[], { n: number }>(database, 'SELECT EXISTS (SELECT 1 FROM inspection_subject) AS n').get()?.n === 1;
}

function ofSubjects(
  workspace: Workspace,
  key: string,
  title: string,
  tone: SubjectNumber['tone'],
  hint: string,
  page: SubjectsLink['page'],
  filter: SubjectsLink['filter'],
): SubjectNumber {
  const { value, capped } = subjectCount(workspace, { page, filter });
  return { key, title, value, capped, tone, hint, link: { to: 'inspections', page, filter } };
}
