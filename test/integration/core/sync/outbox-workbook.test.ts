import { afterEach, beforeEach, expect, it } from 'vitest';
import { outboxColumns, outboxSheet } from '#core/exports/outbox-workbook.ts';
import { dayOf } from '#core/records/day.ts';
import type { OutboxSheet } from '#shared/contract/exports.ts';
import { noticeOperations } from '#shared/domains/notices/operations.ts';
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
});
