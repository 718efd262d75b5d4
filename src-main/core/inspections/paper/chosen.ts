/** Which of the chosen subjects can be printed, and under what name. Draws nothing, so that asking loads no PDF library. */
import type { PrintRequest } from '#shared/domains/inspections/requests.ts';
import type { ResultInput } from '#shared/domains/inspections/results.ts';
import type { Subject } from '#shared/domains/inspections/subjects.ts';
import type { Database } from '#core/database/types.ts';
import { fileNameOf } from '#core/documents/file-name.ts';
import { readChecklist, readPlan, readSubject } from '../sync.ts';
import type { FormInput } from './form-parts.ts';

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
export function printName(database: Database, { form, blank, draft }: PrintRequest, ids: readonly string[]): string {
  const [only] = ids;
  const subject = ids.length === 1 && only !== undefined ? readSubject(database, only)?.data : undefined;
  const whose = fileNameOf(subject?.enterpriseName ?? `${ids.length}户`);
  const kind = draft ? '（草稿）' : blank && form !== 'notice' ? '（空白）' : '';
  return `${formTitles[form]}${kind}-${whose}`;
}

/** What the records give to a form. */
export type ChosenSubject = Pick<FormInput, 'subject' | 'plan' | 'checklist' | 'result' | 'isDraft'>;

/** Null: no such subject. A completed form is in the checklist of its result, a blank one in that of the subject. */
export function chosenSubject(database: Database, request: PrintRequest, id: string): ChosenSubject | null {
  const { blank, form } = request;
  const subject = readSubject(database, id)?.data;
  if (!subject) return null;
  const draft = request.ids.length === 1 && !blank && form !== 'notice' ? draftResult(subject, request.draft) : null;
  const result = draft ?? (blank || form === 'notice' ? null : subject.result);
  const version = result?.checklistVersion ?? subject.checklistVersion;
  return {
    subject,
    plan: readPlan(database, subject.planId),
    checklist: readChecklist(database, subject.checklistId, version),
    result,
    isDraft: draft !== null,
  };
}

/** Nobody has put a name to it yet; its time is the day of the inspection, so that the same draft is the same file. */
function draftResult(subject: Subject, draft: ResultInput | undefined): NonNullable<Subject['result']> | null {
  if (!draft) return null;
  const { department } = subject;
  return { ...draft, person: '', account: '', department, at: `${draft.inspectedOn}T00:00:00.000Z` };
}

/** Why the form cannot be made; null: it can. */
export function missingFor({ form, blank }: PrintRequest, { result, checklist }: ChosenSubject): string | null {
  if (form !== 'notice' && !blank && result === null) return '还没有录入检查结果';
  if (form === 'special' && checklist === null) return '检查表尚未同步到本机';
  return null;
}
