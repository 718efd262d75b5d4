/** What 双告知 hands the house. */
import type { noticesContract } from '#shared/domains/notices/contract.ts';
import type { Domain } from '../domain.ts';
import { feedbackDrafts } from './drafts.ts';
import { noticesNews } from './news.ts';
import { noticeNumbers } from './numbers.ts';
import { noticeCorrectionPaper } from './paper.ts';
import { searchNotices } from './search.ts';
import { recountLateFeedbacks } from './store.ts';
import { noticesToday } from './today.ts';
import { noticesCollection } from './sync.ts';
import { noticeSheet } from './workbook.ts';
import { noticeXml } from './xml.ts';

export const notices: Domain<typeof noticesContract> = {
  collections: [noticesCollection],
  sheets: { notices: noticeSheet, noticesXml: noticeXml },
  papers: { noticeCorrection: noticeCorrectionPaper },
  drafts: [feedbackDrafts],
  numbers: noticeNumbers,
  today: noticesToday,
  search: searchNotices,
  news: noticesNews,
  calendarChanged: (workspace) => recountLateFeedbacks(workspace.database, workspace.calendar()),
  countsDays: ['notices'],
};
