/** How far a file is, in words. */
import type { AttachmentEntry } from '#shared/contract/attachments.ts';
import { attachmentStateNames } from '#shared/contract/attachments.ts';
import { formatBytes } from '#app/app/format.ts';

/** 「12 MB / 50 MB（24%）」; null where nothing of it has arrived yet. */
export function progressOf({ sentBytes, bytes }: Pick<AttachmentEntry, 'sentBytes' | 'bytes'>): string | null {
  if (sentBytes <= 0 || bytes <= 0) return null;
  return `${formatBytes(sentBytes)} / ${formatBytes(bytes)}（${Math.floor((sentBytes / bytes) * 100)}%）`;
}

/** Everything that support needs to know of a file, as plain text. */
export function fileSupportText(file: AttachmentEntry): string {
  return [
    `附件：${file.name}`,
    `记录：${file.recordTitle}（${file.collection} ${file.recordId}）`,
    `校验值：${file.sha256}`,
    `状态：${attachmentStateNames[file.state]}，平台已收 ${file.sentBytes}/${file.bytes} 字节，已尝试 ${file.attempts} 次`,
    ...(file.outcome ? [`情况：${file.outcome.class} ${file.outcome.text}`, file.outcome.detail] : []),
  ].join('\n');
}
