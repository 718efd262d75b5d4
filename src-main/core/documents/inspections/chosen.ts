/** Which of the chosen subjects can be printed, and under what name. Draws nothing, so that asking loads no PDF library. */
import type { PrintRequest } from '#shared/contract/inspections.ts';
import type { Database } from '../../database/types.ts';
import { readChecklist, readPlan, readSubject } from '../../inspections/sync.ts';
import type { FormInput } from './sheet.ts';

export const formTitles: Record<PrintRequest['form'], string> = {
  record: '随机抽查情况记录表',
  special: '专项记录表',
  notice: '随机抽查通知书',
};

/** Those of the subjects of which the form can be made; the others are told of in the notes. */
export function printableSubjects(database: Database, request: PrintRequest): string[] {
  return request.ids.filter((id) => {
    const input = chosenSubject(database, request, id);
    return input !== null && missingFor(request, input) === null;
  });
}

/** Name of the file, without its suffix: with the enterprise where there is one, with their number where there are several. */
export function printName(database: Database, { form, blank }: PrintRequest, ids: readonly string[]): string {
  const [only] = ids;
  const subject = ids.length === 1 && only !== undefined ? readSubject(database, only)?.data : undefined;
  // No name of a file on Windows may have these, nor be very long.
  const whose = (subject?.enterpriseName ?? `${ids.length}户`).replace(/[\p{Cc}\\/:*?"<>|]/gu, ' ').slice(0, 60);
  return `${formTitles[form]}${blank && form !== 'notice' ? '（空白）' : ''}-${whose.trim()}`;
}

/** What the records give to a form. */
export type ChosenSubject = Pick<FormInput, 'subject' | 'plan' | 'checklist' | 'result'>;

/** Null: no such subject. A completed form is in the checklist of its result, a blank one in that of the subject. */
export function chosenSubject(database: Database, { blank, form }: PrintRequest, id: string): ChosenSubject | null {
  const subject = readSubject(database, id)?.data;
  if (!subject) return null;
  const result = blank || form === 'notice' ? null : subject.result;
  const version = result?.checklistVersion ?? subject.checklistVersion;
  return {
    subject,
    plan: readPlan(database, subject.planId),
    checklist: readChecklist(database, subject.checklistId, version),
    result,
  };
}

/** Why the form cannot be made; null: it can. */
export function missingFor({ form, blank }: PrintRequest, { result, checklist }: ChosenSubject): string | null {
  if (form !== 'notice' && !blank && result === null) return '还没有录入检查结果';
  if (form === 'special' && checklist === null) return '检查表尚未同步到本机';
  return null;
}
