/** Work that the platform did not take: 退回待改, 冲突, 隔离. Each waits for a person, whoever did it. */
import type { HouseLink } from '#shared/contract/links.ts';
import { type DeliveryState, deliveryStateNames, personStates } from '#shared/trade/delivery.ts';
import { statement } from '../database/statements.ts';
import { type Entry, entryOf, type EntryRow, personSql } from '../sync/outbox/entries.ts';
import type { Workspace } from '../workspace.ts';

/** The newest of them. */
export const returnedEntries = ({ database }: Pick<Workspace, 'database'>, limit: number): Entry[] =>
  statement<[number], EntryRow>(
    database,
    `SELECT * FROM outbox INDEXED BY outbox_state WHERE state IN ${personSql} ORDER BY sequence DESC LIMIT ?`,
  )
    .all(limit)
    .map(entryOf);

export const countReturned = ({ database }: Pick<Workspace, 'database'>): number =>
  statement<[], { n: number }>(
    database,
    `SELECT count(*) AS n FROM outbox INDEXED BY outbox_state WHERE state IN ${personSql}`,
  ).get()!.n;

/** 「反馈 冲突」「接收 退回待改：……」 */
export const returnedWords = ({ state, reasons }: Entry, kindName: string): string => {
  const why = reasons.map(({ message }) => message).join('；');
  return `${kindName}${deliveryStateNames[state]}${why === '' ? '' : `：${why}`}`;
};

export const returnedLink = ({ state, recordId }: Entry): HouseLink =>
  state === 'conflict' ? { to: 'conflict', recordId } : { to: 'outbox', states: [state], recordId };

export const returnedActions: Readonly<Partial<Record<DeliveryState, string>>> = { conflict: '比较', rejected: '处理' };

export const returnedStates: DeliveryState[] = [...personStates];
