/** 双告知 on the platform: who sees a notice, when it is open, and the operations, by the rules that the client uses too. */
import { noticeOperations } from '#shared/domains/notices/operations.ts';
import { type Notice, noticeVisibleTo } from '#shared/domains/notices/record.ts';
import type { Collection } from '../collection.ts';

export const noticeCollection: Collection<Notice> = {
  name: 'notices',
  shared: false,
  audience: (notice, departments) => departments.filter((code) => noticeVisibleTo(notice, code)),
  isOpen: (notice) =>
    notice.closedAt === null && (notice.stage === 'pending' || notice.stage === 'received' || notice.stage === 'pool'),
  knows: noticeOperations.knows,
  rightRefusal: noticeOperations.rightRefusal,
  apply: noticeOperations.replay,
};
