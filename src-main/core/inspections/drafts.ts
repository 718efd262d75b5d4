/** 抽查结果 as a half-filled form: one of a subject, whose shape is the version of the checklist in which it was begun. */
import type { Draft, DraftName } from '#shared/contract/drafts.ts';
import type { Database } from '../database/types.ts';
import type { DraftForms } from '../drafts/forms.ts';
import { draftsOf } from '../drafts/store.ts';
import { readSubject } from './sync.ts';

const collection = 'inspectionSubjects';

export const resultDrafts: DraftForms = {
  collection,
  name: '抽查结果',
  titleOf: (database, id) => readSubject(database, id)?.data.enterpriseName ?? null,
  otherShape: '这份草稿是按另一版检查表开始填写的，请在原来的版本里继续',
};

export const resultDraftName = (subjectId: string): DraftName => ({ collection, recordId: subjectId, part: '' });

/** The draft of one subject, unless it was thrown away. */
export const resultDraftOf = (database: Database, subjectId: string, account: string): Draft | null =>
  draftsOf(database, collection, subjectId, account)[0] ?? null;

export const checklistVersionOf = ({ shape }: Draft): number => Number(shape);
