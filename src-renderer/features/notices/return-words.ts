/** Wording that a clerk may start from when returning a notice; always changed by hand where it does not fit. */
import type { NoticeRow } from '#shared/domains/notices/contract.ts';
import type { ReturnReason } from '#shared/domains/notices/words.ts';

type ReturnFacts = Pick<NoticeRow, 'matchedKeywords' | 'permitItemName' | 'address'>;

/** One notice can be spoken of by its own words; several only in general. */
export function suggestedWords(reason: ReturnReason, rows: readonly ReturnFacts[]): string {
  const [row] = rows;
  if (!row || rows.length > 1) {
    return {
      noSuchItem: '经核对，经营范围不涉及所告知的后置审批事项，请重新核定。',
      notOurBusiness: '所告知的后置审批事项不属于本部门审批职责，请改派。',
      notOurArea: '住所不在本部门管辖区域，请改派属地部门。',
    }[reason];
  }
  const keywords = row.matchedKeywords.map((word) => `“${word}”`).join('、');
  return {
    noSuchItem: `经核对，经营范围${keywords ? `中的${keywords}` : ''}不涉及“${row.permitItemName}”，请重新核定。`,
    notOurBusiness: `“${row.permitItemName}”不属于本部门审批职责，请改派。`,
    notOurArea: `住所“${row.address}”不在本部门管辖区域，请改派属地部门。`,
  }[reason];
}
