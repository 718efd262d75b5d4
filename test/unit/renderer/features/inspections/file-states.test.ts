import { expect, test } from 'vitest';
import { missingWords, stateWords } from '#app/features/inspections/files/state-words.ts';

test.each([
  ['here', 100, 100, '在本机'],
  ['absent', 0, 100, '未下载'],
  ['absent', 50, 100, '未下载（已有 50%）'],
  ['waiting', 0, 0, '等待下载'],
  ['fetching', 34, 100, '下载中 34%'],
  ['fetching', 0, 0, '下载中'],
  ['fetching', 999, 1000, '下载中 99%'],
  ['failed', 0, 100, '未能下载'],
] as const)('a file that is %s with %i of %i bytes reads “%s”', (state, receivedBytes, bytes, words) => {
  expect(stateWords({ state, receivedBytes, bytes })).toBe(words);
});

test('what is missing is counted with what has still to come; sizes that nobody knows are left out', () => {
  const file = (bytes: number, receivedBytes = 0) => ({ state: 'absent' as const, bytes, receivedBytes });
  expect(missingWords([file(2 * 1024 * 1024, 1024 * 1024), file(0)])).toBe('2 个（1.0 MB）');
  expect(missingWords([file(0)])).toBe('1 个');
});
