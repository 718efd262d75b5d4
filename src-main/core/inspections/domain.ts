/** What 双随机抽查 hands the house. */
import type { inspectionsContract } from '#shared/domains/inspections/contract.ts';
import type { Domain } from '../domain.ts';
import { resultDrafts } from './drafts.ts';
import { inspectionsNews } from './news.ts';
import { inspectionNumbers } from './numbers.ts';
import { subjectCorrectionPaper } from './paper/correction.ts';
import { inspectionPaper } from './paper/paper.ts';
import { planSheet } from './plan-workbook.ts';
import { searchInspections } from './search.ts';
import { statisticsSheet } from './statistics-workbook.ts';
import { checklistsCollection, plansCollection, subjectsCollection } from './sync.ts';
import { inspectionsToday } from './today.ts';
import { resultSheet, taskSheet } from './workbook.ts';

export const inspections: Domain<typeof inspectionsContract> = {
  collections: [checklistsCollection, plansCollection, subjectsCollection],
  sheets: {
    inspectionTasks: taskSheet,
    inspectionResults: resultSheet,
    inspectionStatistics: statisticsSheet,
    inspectionPlans: planSheet,
  },
  papers: { inspectionForms: inspectionPaper, inspectionCorrection: subjectCorrectionPaper },
  drafts: [resultDrafts],
  numbers: inspectionNumbers,
  today: inspectionsToday,
  search: searchInspections,
  news: inspectionsNews,
  // The term of a 更正 is counted when a subject is shown.
  countsDays: ['inspectionSubjects'],
};
