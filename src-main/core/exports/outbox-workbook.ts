/**
 * 报送情况清单: entries of the outbox as an Excel for whoever helps. A refusal keeps what was sent, the platform's reasons and
 * its text as it came, so that it can be looked at away from this PC. Knows no domain: names of operations are given.
 */
import type { OutboxSheet } from '#shared/contract/exports.ts';
import { deliveryStateNames, isUnsettled, outcomeClasses, remedyNames } from '#shared/trade/delivery.ts';
import { formatInstant } from '#shared/trade/formats.ts';
import type { Database } from '../database/types.ts';
import { archiveLayout } from './archive-layout.ts';
import type { Sheet } from './sheet.ts';
import { columnsFor, withUsual } from './sheet-columns.ts';
import type { SheetRow } from './sheet-layout.ts';
import { conditionParameters, type ConditionParameters, outboxCondition } from '../sync/outbox/condition.ts';
import { type Entry, type EntryRow, entryOf } from '../sync/outbox/entries.ts';
import { statement } from '../database/statements.ts';

const title = '报送情况清单';

const { ordinal, code, text, short } = columnsFor<Entry, Readonly<Record<string, string>>>();

export const outboxColumns = withUsual(
  [
    ordinal,
    text('记录', 22, ({ recordTitle }) => recordTitle),
    short('操作', 9, ({ kind }, _, names) => (Object.hasOwn(names, kind) ? (names[kind] ?? kind) : kind)),
    short('状态', 9, ({ state }) => deliveryStateNames[state]),
    short('办理人员', 9, ({ actor }) => actor.name),
    short('办理时间', 11, ({ time }) => formatInstant(time)),
    short('答复时间', 11, ({ settledAt }) => (settledAt === null ? '' : formatInstant(settledAt))),
    text('情况', 18, situation),
    text('退回理由', 28, ({ reasons }) => reasons.map(({ message }) => message).join('\n')),
    text('下一步', 24, (entry) => (owedOutcome(entry) ? outcomeClasses[owedOutcome(entry)!].next : '')),
    text('报送内容', 40, ({ payload }) => JSON.stringify(payload)),
    text('平台原文', 40, ({ rawAnswer }) => rawAnswer ?? ''),
    code('回执编号', 16, ({ receiptNumber }) => receiptNumber ?? ''),
    text('操作编号', 20, ({ id }) => id),
    text('记录编号', 20, ({ collection, recordId }) => `${collection}/${recordId}`),
  ],
  '序',
  '记录',
  '操作',
  '状态',
  '办理人员',
  '办理时间',
  '答复时间',
  '情况',
  '退回理由',
  '下一步',
  '回执编号',
);

/** An entry that is settled keeps no trouble of its earlier attempts. */
const owedOutcome = (entry: Entry) => (isUnsettled(entry.state) ? entry.outcomeClass : null);

function situation(entry: Entry): string {
  const found = owedOutcome(entry);
  if (found === null) return isUnsettled(entry.state) ? '已保存在本机，连上平台后自动报送' : '';
  return `${outcomeClasses[found].text}（${remedyNames[outcomeClasses[found].remedy]}）`;
}

const countOutbox = (database: Database, request: OutboxSheet): number =>
  statement<[ConditionParameters], { n: number }>(
    database,
    `SELECT count(*) AS n FROM outbox WHERE ${outboxCondition}`,
  ).get(conditionParameters(request))?.n ?? 0;

/** What else limits the list, in words; each begins with the gap before it. */
function limitsOf({ recordId, words, from, to }: OutboxSheet): string {
  const days = from && to ? `${from} 至 ${to}` : from ? `${from} 起` : to ? `${to} 止` : '';
  return [
    recordId ? '只含一条记录上的操作' : '',
    words?.trim() ? `记录或回执含“${words.trim()}”` : '',
    days ? `办理日期：${days}` : '',
  ]
    .filter(Boolean)
    .map((limit) => `　　${limit}`)
    .join('');
}

/** Rows newest first, as on the screen. `names`: Chinese names of operations by kind. */
export const outboxSheet = (names: Readonly<Record<string, string>>): Sheet<OutboxSheet> => ({
  title: () => title,
  columns: () => outboxColumns,
  isEmpty: (database, request) => countOutbox(database, request) === 0,
  content(database, request, _day, maker) {
    const total = countOutbox(database, request);
    const states = request.states.map((state) => deliveryStateNames[state]).join('、');
    return {
      layout: archiveLayout(
        {
          title,
          columns: outboxColumns,
          line: `状态：${states}${limitsOf(request)}　　共 ${total} 条`,
          signature: '经办人：　　　　　　　　　　处理人：　　　　　　　　　　日期：　　　　年　　月　　日',
        },
        maker,
      ),
      rows: rowsOf(database, request, names),
      total,
    };
  },
});

function* rowsOf(
  database: Database,
  request: OutboxSheet,
  names: Readonly<Record<string, string>>,
): Generator<SheetRow, void, void> {
  let number = 0;
  const rows = statement<[ConditionParameters], EntryRow>(
    database,
    `SELECT * FROM outbox WHERE ${outboxCondition} ORDER BY sequence DESC`,
  ).iterate(conditionParameters(request));
  for (const row of rows) {
    number += 1;
    yield outboxColumns.map((column) => column.value(entryOf(row), number, names));
  }
}
