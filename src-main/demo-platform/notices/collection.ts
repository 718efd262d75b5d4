/** 双告知 on the platform: who sees a notice, when it is open, and the operations, by the rules that the client uses too. */
import type { z } from 'zod';
import {
  applyNoticeOperation,
  type NoticeOperation,
  type NoticeOperationKind,
  noticeOperationSchemas,
} from '#shared/domains/notices/operations.ts';
import { type Notice, noticeVisibleTo } from '#shared/domains/notices/record.ts';
import type { FieldReason } from '#shared/platform-api/interface.ts';
import type { Collection, RecordOperation } from '../collection.ts';

const isKind = (kind: string): kind is NoticeOperationKind => Object.hasOwn(noticeOperationSchemas, kind);

/** Reasons of a payload that does not have the shape of its kind; paths as `feedback.issuedOn`. */
function shapeReasons(error: z.ZodError): FieldReason[] {
  return error.issues.slice(0, 100).map((issue) => ({
    field: issue.path.map(String).join('.').slice(0, 200),
    code: 'shape',
    message: `内容不符合接口要求：${issue.message}`.slice(0, 500),
  }));
}

/** Pairs the kind with its checked payload, or tells what is wrong with it. */
function parseOperation(
  operation: RecordOperation,
): { ok: true; operation: NoticeOperation } | { ok: false; reasons: FieldReason[] } {
  const { kind, payload, actor, time } = operation;
  if (!isKind(kind))
    return { ok: false, reasons: [{ field: '', code: 'unknownKind', message: `平台不认识操作“${kind}”` }] };
  const parsed = noticeOperationSchemas[kind].safeParse(payload);
  if (!parsed.success) return { ok: false, reasons: shapeReasons(parsed.error) };
  // The schema was looked up by this very kind, which the compiler cannot follow through the lookup.
  return { ok: true, operation: { kind, payload: parsed.data, actor, time } as NoticeOperation };
}

export const noticeCollection: Collection<Notice> = {
  name: 'notices',
  shared: false,
  audience: (notice, departments) => departments.filter((code) => noticeVisibleTo(notice, code)),
  isOpen: (notice) =>
    notice.closedAt === null && (notice.stage === 'pending' || notice.stage === 'received' || notice.stage === 'pool'),
  knows: isKind,
  apply(notice, recordOperation, today) {
    const parsed = parseOperation(recordOperation);
    return parsed.ok ? applyNoticeOperation(notice, parsed.operation, today) : parsed;
  },
};
