/**
 * 交接: a colleague is ill, moved or gone, and left work on this PC. What was done leaves by itself under whoever is signed
 * in, in the name of who did it; only half-filled forms are somebody's own, and those an administrator of the department
 * gives to another. Recorded in the audit.
 */
import { join } from 'node:path';
import type { Colleague } from '#shared/contract/handover.ts';
import { handoverRight, mayDo } from '#shared/trade/rights.ts';
import { appendAudit } from '../audit/audit.ts';
import { readKeyring } from '../database/keyring.ts';
import { countDrafts, giveDrafts } from '../drafts/hand-over.ts';
import { personSql, unsettledSql } from '../sync/outbox/entries.ts';
import { statement } from '../database/statements.ts';
import type { Workspace } from '../workspace.ts';

export type HandedOver =
  { ok: true; moved: number; kept: number } | { ok: false; reason: 'notFound' | 'refused'; detail?: string };

export const mayHandOver = ({ roles }: Pick<Workspace, 'roles'>): boolean => mayDo(handoverRight, roles);

/** Whoever has worked here, most left behind first. */
export function colleagues(workspace: Workspace): Colleague[] {
  const { database } = workspace;
  const people = new Map<string, Colleague>();
  const person = (account: string, name: string): Colleague => {
    const found = people.get(account) ?? { account, name, unsent: 0, needPerson: 0, drafts: 0, known: false };
    people.set(account, found);
    return found;
  };
  for (const { account, name } of knownHere(workspace)) person(account, name).known = true;
  const rows = statement<[], { account: string; name: string; unsent: number; needPerson: number }>(
    database,
    `SELECT actor ->> '$.account' AS account, actor ->> '$.name' AS name, count(*) AS unsent,
       sum(state IN ${personSql}) AS needPerson
     FROM outbox WHERE state IN ${unsettledSql} GROUP BY 1`,
  ).all();
  for (const { account, name, unsent, needPerson } of rows)
    Object.assign(person(account, name), { unsent, needPerson });
  for (const [account, drafts] of countDrafts(database)) person(account, account).drafts = drafts;
  return [...people.values()].sort(
    (one, other) => other.unsent + other.drafts - (one.unsent + one.drafts) || (one.account < other.account ? -1 : 1),
  );
}

/** Gives all drafts of one account to another, in one transaction with its audit entry. */
export function handOverDrafts(
  workspace: Workspace,
  input: { readonly from: string; readonly to: string },
): HandedOver {
  const { database } = workspace;
  if (!mayHandOver(workspace)) return { ok: false, reason: 'refused', detail: '只有科室管理员可以交接' };
  if (input.from === input.to) return { ok: false, reason: 'refused', detail: '请选择另一位同事' };
  const to = knownHere(workspace).find(({ account }) => account === input.to);
  if (!to) return { ok: false, reason: 'refused', detail: '接手的同事要先在这台电脑上登录一次' };
  return database
    .transaction((): HandedOver => {
      const had = countDrafts(database).get(input.from) ?? 0;
      if (had === 0) return { ok: false, reason: 'notFound' };
      const { moved, collections } = giveDrafts(database, input.from, input.to);
      for (const topic of ['drafts', ...collections] as const) workspace.changed(topic);
      appendAudit(workspace, {
        action: 'handover.drafts',
        detail: `交接草稿：${input.from} 的 ${moved} 份草稿交给 ${to.name}（${to.account}）`,
      });
      return { ok: true, moved, kept: had - moved };
    })
    .immediate();
}

/** Accounts that this PC's keyring of the department holds. */
const knownHere = ({ directory }: Workspace): readonly { account: string; name: string }[] =>
  readKeyring(join(directory, 'keyring.json'))?.accounts ?? [];
