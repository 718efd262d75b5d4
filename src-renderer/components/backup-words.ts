/** One backup in words, for those who choose between several. */
import type { BackupInfo } from '#shared/contract/backups.ts';
import { collectionNames, collectionTitles } from '#shared/domains/collections.ts';
import { formatBytes, formatInstant } from '../app/format.ts';

const reasonWords: Record<NonNullable<BackupInfo['reason']>, string> = {
  schedule: '自动备份',
  migration: '升级前备份',
  manual: '手动备份',
};

/** 「2026-01-05 14:32 自动备份，双告知 5000 条，双随机抽查 40 条，待报送 3 条，46.0 MB」; what it has no record of is left out. */
export function backupWords(backup: BackupInfo): string {
  if (!backup.readable) return '这份备份的说明读不出来';
  const words = [`${formatInstant(backup.at)} ${backup.reason ? reasonWords[backup.reason] : '备份'}`];
  const { counts } = backup;
  if (counts) {
    const held = collectionNames.filter((name) => (counts[name] ?? 0) > 0);
    words.push(...held.map((name) => `${collectionTitles[name]} ${counts[name]} 条`), `待报送 ${counts.unsettled} 条`);
  }
  if (backup.bytes !== null) words.push(formatBytes(backup.bytes));
  return words.join('，');
}
