import { describe, expect, it } from 'vitest';
import { valueWords } from '#app/features/outbox/value-words.ts';

describe('a value on the conflict page', () => {
  it.each([
    ['stage', 'answered', '已反馈'],
    ['stage', 'entered', '待复核'],
    ['result.outcomes', ['noIssue'], '未发现问题'],
    ['result.checkWays', ['onSite', 'written'], '实地检查；书面检查'],
    ['result.followUp', 'none', '无需后续处置'],
    ['feedbacks[1].result', 'issued', '已发证'],
    ['result.remark', '', '（空）'],
  ])('%s %j reads %s, not as a code', (path, value, words) => {
    expect(valueWords(path, value)).toBe(words);
  });
});
