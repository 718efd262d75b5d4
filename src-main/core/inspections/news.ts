/** What is new of 双随机抽查: results of the person that a reviewer has sent back. */
import type { NewsItem } from '#shared/contract/news.ts';
import type { SubjectsLink } from '#shared/domains/inspections/requests.ts';
import type { Subject } from '#shared/domains/inspections/subjects.ts';
import { statement } from '../database/statements.ts';
import { firstWholeAt } from '../sync/pull/streams.ts';
import type { Workspace } from '../workspace.ts';
import { subjectsCollection } from './sync.ts';

export function inspectionsNews({ database, actor }: Workspace, since: string): NewsItem<SubjectsLink>[] {
  const whole = firstWholeAt(database, subjectsCollection.collection);
  if (whole === null) return [];
  return statement<[string], { data: string }>(
    database,
    `SELECT c.data FROM inspection_assignment a INDEXED BY inspection_assignment_open
     CROSS JOIN inspection_subject s ON s.key = a.subject
     CROSS JOIN inspection_subject_content c ON c.key = s.key
     WHERE a.account = ? AND a.open = 1 AND s.stage = 'sentBack'`,
  )
    .all(actor.account)
    .map(({ data }) => JSON.parse(data) as Subject)
    .flatMap(({ id, enterpriseName, reviews }) => {
      const last = reviews.at(-1);
      if (!last || last.at <= since || last.at <= whole) return [];
      return [
        {
          key: `sentBack ${id} ${last.at}`,
          title: enterpriseName,
          about: `抽查结果退回修改：${last.opinion}`,
          count: 1,
          at: last.at,
          link: { to: 'inspections' as const, page: 'mine' as const, filter: {}, open: id },
        },
      ];
    });
}
