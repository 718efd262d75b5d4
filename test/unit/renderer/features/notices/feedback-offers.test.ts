/** What the feedback form offers, and what it never does. */
import { expect, test } from 'vitest';
import { carriedOver, lastCertificateOf, lastDayOf, offersOf } from '#app/features/notices/feedback-offers.ts';
import { newValues } from '#app/features/notices/feedback-values.ts';

const notice = {
  permitItemName: '药品零售许可',
  businessScope: '药品零售；食品销售（不含中药饮片零售）',
  matchedKeywords: ['药品零售', '中药饮片零售'],
};
const input = {
  result: 'issued' as const,
  feedbackOn: '2026-02-01',
  certificateNumber: '湘CB0001',
  certificateName: '药品经营许可证',
  issuingOrgan: '青溪县市场监督管理局',
  issuedOn: '2026-01-05',
  validFrom: '2026-01-05',
  validTo: '2031-01-04',
  longTerm: false,
  permitContent: '药品零售',
  remark: '现场核实过。',
};

test('the last day of whole years, over a leap day as well', () => {
  expect(lastDayOf('2026-01-05', 5)).toBe('2031-01-04');
  expect(lastDayOf('2026-01-01', 3)).toBe('2028-12-31');
  expect(lastDayOf('2024-02-29', 1)).toBe('2025-02-28');
});

test('what is kept of a certificate holds neither its number nor words of the person', () => {
  expect(lastCertificateOf(input)).toEqual({
    certificateName: '药品经营许可证',
    issuingOrgan: '青溪县市场监督管理局',
    permitContent: '药品零售',
    longTerm: false,
    years: 5,
  });
  expect(lastCertificateOf({ ...input, validFrom: '2026-01-01', validTo: '2028-12-31' }).years).toBe(3);
  expect(lastCertificateOf({ ...input, validTo: '2031-01-05' }).years).toBeNull();
  expect(lastCertificateOf({ ...input, validTo: null, longTerm: true })).toMatchObject({ longTerm: true, years: null });
  expect(lastCertificateOf({ ...input, permitContent: '药'.repeat(101) }).permitContent).toBe('');
});

test('offers come for empty fields alone, and words that the 经营范围 takes out are not offered', () => {
  const values = { ...newValues('2026-02-01'), result: 'issued' as const };
  expect(offersOf(values, notice, '青溪县市场监督管理局', null)).toEqual({
    certificateName: { words: '填入“药品经营许可证”', value: '药品经营许可证' },
    issuingOrgan: { words: '填入本部门', value: '青溪县市场监督管理局' },
    permitContent: { words: '填入“药品零售”', value: '药品零售' },
  });
  expect(offersOf({ ...values, result: 'otherLevel' }, notice, '青溪县市场监督管理局', null)).not.toHaveProperty(
    'issuingOrgan',
  );
  const dated = { ...values, issuedOn: '20260105', validFrom: '2026-01-05', certificateName: '药证' };
  const offers = offersOf(dated, { ...notice, permitItemName: '未知事项' }, '', lastCertificateOf(input));
  expect(offers.validTo?.value).toBe('2031-01-04');
  expect(offers).not.toHaveProperty('certificateName');
  expect(offers).not.toHaveProperty('validFrom');
});

test('沿用 puts nothing over what stands there, nor where the result asks for nothing', () => {
  const last = { ...lastCertificateOf(input), longTerm: true, years: null };
  const values = { ...newValues('2026-02-01'), result: 'issued' as const, certificateName: '自己写的' };
  expect(carriedOver(values, last)).toEqual({
    issuingOrgan: '青溪县市场监督管理局',
    permitContent: '药品零售',
    longTerm: true,
  });
  expect(carriedOver({ ...values, validTo: '2027' }, last)).not.toHaveProperty('longTerm');
  expect(carriedOver({ ...values, result: 'refused' }, last)).toEqual({});
});
