/** Checking a page record by record: what fails is set aside, the rest lands. Pure but for nothing: touches no database. */
import { type ChangesResponse, changeSchema, removalSchema } from '#shared/platform-api/interface.ts';
import type { StoredRecord, SyncedCollection } from '../collection.ts';
import type { Aside } from './set-aside.ts';

export interface CheckedPage<Data> {
  /** One version of each record, the newest of those that the page has. */
  readonly upserts: StoredRecord<Data>[];
  readonly removals: { id: string; revision: number }[];
  readonly asides: Aside[];
}

export function readPage<Data>(
  collection: SyncedCollection<Data>,
  page: Pick<ChangesResponse, 'upserts' | 'removals'>,
  departmentCode: string,
): CheckedPage<Data> {
  const newest = new Map<string, StoredRecord<Data>>();
  const asides: Aside[] = [];
  const aside = (raw: unknown, recordId: string | null, problem: string) =>
    asides.push({ collection: collection.collection, recordId, problem, raw });

  for (const raw of page.upserts) {
    const change = changeSchema.safeParse(raw);
    if (!change.success) {
      aside(raw, null, `记录的编号或版本不符合接口：${issueOf(change.error)}`);
      continue;
    }
    const { id, revision } = change.data;
    const checked = readRecord(collection, id, change.data.data);
    if (!checked.ok) aside(raw, id, checked.problem);
    else if (!collection.belongsTo(checked.data, departmentCode)) aside(raw, id, '记录不属于本部门');
    else if ((newest.get(id)?.revision ?? 0) < revision) newest.set(id, { id, revision, data: checked.data });
  }
  const removals: { id: string; revision: number }[] = [];
  for (const raw of page.removals) {
    const removal = removalSchema.safeParse(raw);
    if (removal.success) removals.push(removal.data);
    else aside(raw, null, `移除通知不符合接口：${issueOf(removal.error)}`);
  }
  return { upserts: [...newest.values()], removals, asides };
}

/** The content of a record that came under this id; `problem`, in Chinese, where it is none or another's. */
export function readRecord<Data>(
  collection: Pick<SyncedCollection<Data>, 'schema'>,
  id: string,
  raw: unknown,
): { ok: true; data: Data } | { ok: false; problem: string } {
  const checked = collection.schema.safeParse(raw);
  if (!checked.success) return { ok: false, problem: `记录内容不符合接口：${issueOf(checked.error)}` };
  if (idInside(checked.data) !== id) return { ok: false, problem: '记录内外的编号不一致' };
  return { ok: true, data: checked.data };
}

const idInside = (data: unknown): unknown =>
  typeof data === 'object' && data !== null && 'id' in data ? data.id : undefined;

function issueOf(error: { issues: readonly { path: PropertyKey[]; message: string }[] }): string {
  const issue = error.issues[0];
  return `${issue?.path.map(String).join('.').slice(0, 200) ?? ''} ${issue?.message.slice(0, 300) ?? ''}`.trim();
}
