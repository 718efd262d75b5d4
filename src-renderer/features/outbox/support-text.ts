/** What support needs to know of an entry, as plain text for the clipboard. */
import type { OperationEntry } from '#shared/contract/outbox.ts';
import { deliveryStateNames } from '#shared/trade/delivery.ts';
import { formatInstant } from '#app/app/format.ts';
import { remedyWords } from '#app/components/remedy-words.ts';

/** Holds no field of the record beyond its name: it is meant to be sent to somebody. */
export function supportText(entry: OperationEntry): string {
  const lines = [
    `操作：${entry.kindName}  ${entry.recordTitle}`,
    `状态：${deliveryStateNames[entry.state]}  已尝试 ${entry.attempts} 次`,
    `办理：${entry.person}  ${formatInstant(entry.time)}`,
    `操作编号：${entry.id}`,
    `记录编号：${entry.collection}/${entry.recordId}`,
  ];
  if (entry.receiptNumber) lines.push(`回执：${entry.receiptNumber}`);
  if (entry.outcome)
    lines.push(`结果：${entry.outcome.class}  ${entry.outcome.text}`, `处理：${remedyWords(entry.outcome.remedy)}`);
  for (const reason of entry.reasons) lines.push(`退回理由：${reason.field} ${reason.code} ${reason.message}`);
  if (entry.rawAnswer) lines.push('平台原文：', entry.rawAnswer);
  return lines.join('\n');
}
