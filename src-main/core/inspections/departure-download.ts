/** 出发前检查: which files the day needs and which of them are not on this PC. */
import type { z } from 'zod';
import type { ReferredFile } from '#shared/contract/attachments.ts';
import type { departureItemSchema } from '#shared/domains/inspections/contract.ts';
import type { Database } from '../database/types.ts';
import { statement } from '../database/statements.ts';
import type { Workspace } from '../workspace.ts';

type Item = z.infer<typeof departureItemSchema>;
/** Files that a record names, and where they are. */
export type FilesOfRecord = (record: { collection: string; recordId: string }) => ReferredFile[];

/** Names that a line still holds. */
const mostNames = 3;

/** Plans of the person's open tasks, and results that were sent back with their photos and signatures. */
export function filesForTheDay({ database, actor }: Workspace, referred: FilesOfRecord): Item[] {
  const plans = idsOf(
    database,
    `SELECT DISTINCT s.plan_id AS id FROM inspection_assignment a INDEXED BY inspection_assignment_open
     CROSS JOIN inspection_subject s ON s.key = a.subject WHERE a.account = ? AND a.open = 1`,
    actor.account,
  );
  const sentBack = idsOf(
    database,
    `SELECT s.id FROM inspection_assignment a INDEXED BY inspection_assignment_open
     CROSS JOIN inspection_subject s ON s.key = a.subject
     WHERE a.account = ? AND a.open = 1 AND s.stage = 'sentBack'`,
    actor.account,
  );
  const planFiles = plans.flatMap((recordId) => referred({ collection: 'inspectionPlans', recordId }));
  const resultFiles = sentBack.flatMap((recordId) => referred({ collection: 'inspectionSubjects', recordId }));
  return [
    itemOf('planFiles', '方案附件', planFiles, '方案没有附件'),
    ...(resultFiles.length > 0 ? [itemOf('resultFiles', '待修改结果的照片和签名', resultFiles, '')] : []),
  ];
}

const idsOf = (database: Database, sql: string, account: string): string[] =>
  statement<[string], { id: string }>(database, sql)
    .all(account)
    .map(({ id }) => id);

function itemOf(key: string, title: string, all: readonly ReferredFile[], none: string): Item {
  const files = [...new Map(all.map((file) => [file.sha256, file])).values()];
  const missing = files.filter(({ state }) => state !== 'here');
  if (missing.length === 0)
    return {
      key,
      title,
      state: 'ready',
      said: files.length === 0 ? none : `${files.length} 个都在本机`,
      next: '',
    };
  const names = missing.slice(0, mostNames).map(({ name }) => name);
  const coming = missing.filter(({ state }) => state === 'waiting' || state === 'fetching').length;
  const why = [...new Set(missing.filter(({ state }) => state === 'failed').map(({ words }) => words))];
  return {
    key,
    title,
    state: 'warning',
    said: `共 ${files.length} 个，缺 ${missing.length} 个：${names.join('、')}${missing.length > mostNames ? ' 等' : ''}`,
    next:
      why.length > 0
        ? `${why.join('；')}。`
        : coming === missing.length
          ? '连着平台时会自动下载，请等下载完成再出发。'
          : '不影响录入；请在办公室连上平台，点“下载缺少的附件”。',
    files: missing.map(({ sha256, collection, recordId }) => ({ sha256, collection, recordId })),
  };
}
