/** Which files of 双随机抽查 a PC should have: those of running plans, and those of results that the person deals with. */
import { extname } from 'node:path';
import type { Plan } from '#shared/domains/inspections/plans.ts';
import type { Subject } from '#shared/domains/inspections/subjects.ts';
import { mayDo, reviewRight } from '#shared/trade/rights.ts';
import type { Database } from '../database/types.ts';
import type { CarriedFile } from '../sync/collection.ts';
import { statement } from '../database/statements.ts';
import { carriedFiles } from './files.ts';

/** Of the kinds that offices send; anything else is opened by its name. */
const mediaTypes: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.txt': 'text/plain',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
};

/** Results whose files come by themselves, those of the plans that end first; of further ones when asked for. */
const mostResults = 500;

/** 方案附件 */
export const filesOfPlan = ({ files }: Plan): CarriedFile[] =>
  files.map(({ name, sha256, bytes }) => ({
    sha256,
    bytes,
    name,
    caption: '',
    mediaType: mediaTypes[extname(name).toLowerCase()] ?? 'application/octet-stream',
  }));

/** Photos and signatures of the result as it stands. */
export const filesOfSubject = ({ result }: Subject): CarriedFile[] => (result ? carriedFiles(result) : []);

/** Plans that are not finished. */
export const plansToCarry = (database: Database): string[] =>
  statement<[], { id: string }>(
    database,
    "SELECT id FROM inspection_plan WHERE stage <> 'finished' ORDER BY ends_on, id",
  )
    .all()
    .map(({ id }) => id);

/** Results that wait for 复核 or for amending: the person's own, and for a reviewer all of the department. */
export function subjectsToCarry(
  database: Database,
  { account, roles, department }: { account: string; roles: readonly string[]; department: string },
): string[] {
  return statement<[number, string, string], { id: string }>(
    database,
    `SELECT s.id FROM inspection_subject s INDEXED BY inspection_subject_by_stage
     WHERE s.stage IN ('entered', 'sentBack') AND (? = 1 AND s.department = ?
       OR EXISTS (SELECT 1 FROM inspection_assignment a WHERE a.subject = s.key AND a.account = ?))
     ORDER BY s.plan_to, s.key LIMIT ${mostResults}`,
  )
    .all(mayDo(reviewRight, roles) ? 1 : 0, department, account)
    .map(({ id }) => id);
}

/** Hashes that running plans and unfinished results name: such files are not thrown away. */
export function* filesStillNeeded(database: Database): Generator<string> {
  const plans = statement<[], { data: string }>(database, "SELECT data FROM inspection_plan WHERE stage <> 'finished'");
  for (const { data } of plans.iterate()) for (const { sha256 } of (JSON.parse(data) as Plan).files) yield sha256;
  const results = statement<[], { data: string }>(
    database,
    `SELECT c.data FROM inspection_subject s INDEXED BY inspection_subject_by_stage
     CROSS JOIN inspection_subject_content c ON c.key = s.key WHERE s.stage IN ('entered', 'sentBack')`,
  );
  for (const { data } of results.iterate())
    for (const { sha256 } of filesOfSubject(JSON.parse(data) as Subject)) yield sha256;
}
