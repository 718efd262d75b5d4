import { expect, it } from 'vitest';
import { noticeWords } from '#app/features/notices/words.ts';

const { wordsOf } = noticeWords();

it.each([
  ['stage', 'answered', '已反馈'],
  ['feedbacks.result', 'issued', '已发证'],
  ['receipt.way', 'claim', '认领'],
  ['returned.reason', 'notOurArea', '地址不在本部门管辖'],
  ['reviewDepartment', { code: '430999101', name: '卫健局' }, '卫健局'],
  [
    'receipt',
    {
      way: 'claim',
      department: { code: '430999101', name: '卫健局' },
      person: '林晓',
      at: '2026-11-20T02:00:00.000Z',
    },
    '认领，卫健局，林晓（2026-11-20 10:00）',
  ],
])('of a 告知, %s %j reads %s', (path, value, words) => expect(wordsOf(path, value)).toBe(words));
