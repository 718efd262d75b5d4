import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { removeLeftovers } from '#core/exports/leftovers.ts';
import { temporaryDirectory } from '../../../integration/core/support.ts';

const now = Date.parse('2026-03-02T01:00:00.000Z');
const minutesAgo = (minutes: number) => (now - minutes * 60_000) / 1000;

it('of what a power cut left half written nothing stays in the folder of exports, and nothing else is touched', () => {
  const folder = temporaryDirectory('leftovers');
  mkdirSync(join(folder, '附件'));
  const file = (name: string, minutes: number) => {
    writeFileSync(join(folder, name), 'half');
    utimesSync(join(folder, name), minutesAgo(minutes), minutesAgo(minutes));
  };
  file('双告知·告知查询清单-20260301-0905.xlsx.part', 61);
  file('随机抽查情况记录表-50户-20260301-0905（2）.pdf.part', 61);
  file('附件/方案.docx.new', 61);
  const kept = [
    // Being written now, by another PC perhaps.
    '双告知·告知查询清单-20260302-0905.xlsx.part',
    '双告知·告知查询清单-20260301-0905.xlsx',
    // Of other programs.
    '电影.part',
    '记录.new',
  ];
  for (const [index, name] of kept.entries()) file(name, index === 0 ? 59 : 600);
  expect(removeLeftovers(folder, now)).toBe(3);
  expect(readdirSync(folder).toSorted()).toEqual([...kept, '附件'].toSorted());
  expect(readdirSync(join(folder, '附件'))).toEqual([]);
  expect(removeLeftovers(join(folder, 'absent'), now)).toBe(0);
});
