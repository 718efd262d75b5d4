import { afterEach, beforeEach, expect, it } from 'vitest';
import { outboxColumns, outboxSheet } from '#core/exports/outbox-workbook.ts';
import { dayOf } from '#core/records/day.ts';
import { listOutbox } from '#core/sync/outbox/queries.ts';
import type { OutboxSheet } from '#shared/contract/exports.ts';
import type { OutboxConditions } from '#shared/contract/outbox.ts';
import { noticeOperations } from '#shared/domains/notices/operations.ts';
import { addDays, chinaDate } from '#shared/trade/working-days.ts';
import { later } from '../../../simulation/world.ts';
import { createScene, feedback, receive, type Scene } from './scene.ts';

let scene: Scene;
beforeEach(() => void (scene = createScene()));
afterEach(() => scene.close());

it('a refusal leaves as an Excel row with what was sent, the reasons, the next step and the platform’s own text', async () => {
  const [id = '', other = ''] = scene.push(2);
  const client = await scene.client();
  receive(client, [id, other]);
  await scene.world.advance(2000);
  const refused = later(client.clock, 86_400_000, () => feedback(client, id, { remark: '写过的备注' }));
  await scene.world.advance(3000);

  const sheet = outboxSheet(noticeOperations.forSync.operationNames);
  const maker = { department: '演示局', person: '演示人', now: '2026-03-02T01:05:00.000Z' };
  const made = (states: OutboxSheet['states'], recordId?: string) => {
    const request: OutboxSheet = { kind: 'outbox', states, recordId };
    const { layout, rows, total } = sheet.content(client.database, request, dayOf(client.workspace), maker);
    const titles = outboxColumns.map(({ title }) => title);
    const named = [...rows].map((row) => Object.fromEntries(titles.map((title, index) => [title, row[index]])));
    expect(named).toHaveLength(total);
    return { layout, rows: named };
  };
  const { layout, rows } = made(['rejected', 'conflict', 'quarantined']);
  expect(layout.lines).toEqual([
    '单位：演示局　　制表人：演示人　　制表时间：2026-03-02 09:05',
    '状态：退回待改、冲突、隔离　　共 1 条',
  ]);
  expect(rows).toMatchObject([
    {
      序: 1,
      操作: '反馈',
      状态: '退回待改',
      办理人员: client.workspace.actor.name,
      情况: '平台退回了这条记录（请您处理）',
      退回理由: '反馈日期不能晚于今天',
      下一步: '请按退回理由修改后重新报送。',
      报送内容: expect.stringContaining('写过的备注') as string,
      平台原文: expect.stringContaining('"code":"future"') as string,
      操作编号: refused,
      记录编号: `notices/${id}`,
    },
  ]);
  // What was delivered has a receipt and no trouble left.
  const delivered = made(['accepted']).rows;
  expect(delivered.map((row) => [row['操作'], row['情况'], row['下一步']])).toEqual([
    ['接收', '', ''],
    ['接收', '', ''],
  ]);
  expect(delivered.every((row) => row['回执编号'] !== '')).toBe(true);
  expect(made(['accepted', 'rejected'], other).rows).toHaveLength(1);

  // A part of the name or of the receipt, and days of China: the screen and the sheet ask the same.
  const collections = client.engine.context.collections;
  const found = (asked: Omit<OutboxConditions, 'states'>) => {
    const states = ['accepted', 'rejected'] as const;
    const page = listOutbox(client.workspace, collections, { ...asked, states: [...states], cursor: null, limit: 10 });
    const request: OutboxSheet = { kind: 'outbox', ...asked, states: [...states] };
    const { total, layout } = sheet.content(client.database, request, dayOf(client.workspace), maker);
    expect(total).toBe(page.rows.length);
    expect(page.count).toEqual({ value: total, capped: false });
    return { ids: page.rows.map(({ recordId }) => recordId), line: layout.lines.at(-1) };
  };
  const all = found({}).ids;
  expect(all).toHaveLength(3);
  const [entry] = listOutbox(client.workspace, collections, {
    states: ['accepted'],
    recordId: other,
    cursor: null,
    limit: 1,
  }).rows;
  const receipt = entry!.receiptNumber!;
  expect(found({ words: ` ${receipt.slice(-6).toLowerCase()} ` }).ids).toEqual([other]);
  expect(found({ words: entry!.recordTitle }).ids).toContain(other);
  expect(found({ words: '没有这个名称%' }).ids).toEqual([]);
  const day = chinaDate(entry!.time);
  // What was refused was done the day after.
  expect(found({ from: day, to: day }).ids).toEqual(all.slice(1));
  expect(found({ to: addDays(day, -1) }).ids).toEqual([]);
  expect(found({ from: addDays(day, 1) }).ids).toEqual(all.slice(0, 1));
  expect(found({ words: receipt, from: day, to: day }).line).toBe(
    `状态：已受理、退回待改　　记录或回执含“${receipt}”　　办理日期：${day} 至 ${day}　　共 1 条`,
  );
});
