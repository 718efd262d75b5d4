import { afterAll, describe, expect, it } from 'vitest';
import { createDemoPlatform } from '#platform/platform.ts';
import { departments } from '#platform/county.ts';
import { checkEnterpriseCode } from '#shared/trade/credit-code.ts';
import { type Enterprise, enterpriseSchema } from '#shared/domains/enterprises/record.ts';
import { onlyNegated } from '#shared/domains/notices/keywords.ts';
import { type Notice, noticeSchema } from '#shared/domains/notices/record.ts';

const now = Date.parse('2026-09-16T02:00:00.000Z');
const day = 86_400_000;
const make = (seed: number, clock = now) =>
  createDemoPlatform({ dataDirectory: ':memory:', seed, scale: 'small', clock: () => clock });
const fingerprint = (seed: number, clock?: number): string => {
  const platform = make(seed, clock);
  const text = platform.control.fingerprint();
  platform.close();
  return text;
};

describe('a seed', () => {
  it('always makes the same county, and another seed another', () => {
    expect(fingerprint(1)).toBe(fingerprint(1));
    expect(fingerprint(1)).not.toBe(fingerprint(2));
  });

  it('is carried over by a snapshot', () => {
    const first = make(3);
    const second = createDemoPlatform({
      dataDirectory: ':memory:',
      seed: 3,
      scale: 'small',
      snapshot: first.control.snapshot(),
    });
    expect(second.control.fingerprint()).toBe(first.control.fingerprint());
    first.close();
    second.close();
  });
});

describe('the county', () => {
  const platform = createDemoPlatform({ dataDirectory: ':memory:', seed: 1, scale: 'county', clock: () => now });
  afterAll(() => platform.close());
  const all = (collection: string): unknown[] => {
    const ids = new Set(departments.flatMap(({ code }) => platform.control.visibleIds(collection, code)));
    return [...ids].map((id) => platform.control.record(collection, id)?.data);
  };
  const enterprises: Enterprise[] = all('enterprises').map((data) => enterpriseSchema.parse(data));
  const notices: Notice[] = all('notices').map((data) => noticeSchema.parse(data));
  const byId = new Map(enterprises.map((enterprise) => [enterprise.id, enterprise]));

  it('has 20,000 enterprises and 5,000 notices over six departments', () => {
    expect([enterprises.length, notices.length]).toEqual([20_000, 5_000]);
    const named = new Set(notices.map(({ reviewDepartment }) => reviewDepartment?.name).filter(Boolean));
    expect([...named].sort()).toEqual(
      departments
        .slice(0, 6)
        .map(({ name }) => name)
        .sort(),
    );
    expect(new Set(enterprises.map(({ kind }) => kind))).toEqual(new Set(['enterprise', 'individual', 'cooperative']));
  });

  it('has right check digits, except for exactly one 18-character code, which stands on notices too', () => {
    const checks = enterprises.flatMap(({ creditCode, registrationNumber }) =>
      [creditCode, registrationNumber]
        .filter((code) => code !== null)
        .map((code) => ({ code, check: checkEnterpriseCode(code) })),
    );
    const bad = checks.filter(({ check }) => check.kind === 'unknown' || check.verdict === 'badCheckDigit');
    expect(bad.map(({ check }) => check.kind)).toEqual(['creditCode']);
    expect(notices.some(({ creditCode }) => creditCode === bad[0]?.code)).toBe(true);
    const kinds = checks.map(({ check }) => check.kind);
    for (const kind of ['creditCode', 'registrationNumber', 'legacyNumber'])
      expect(kinds.filter((one) => one === kind).length).toBeGreaterThan(100);
  });

  it('gives no code to two enterprises, and every enterprise a code', () => {
    const codes = enterprises.map(({ creditCode, registrationNumber }) => creditCode ?? registrationNumber);
    expect(codes.every((code) => code !== null)).toBe(true);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('tells the same of an enterprise in its notice and in the base data', () => {
    for (const notice of notices) {
      const { name, creditCode, businessScope, establishedOn, address } = byId.get(notice.enterpriseId) ?? {};
      expect({ name, creditCode, businessScope, establishedOn, address }).toEqual({
        name: notice.enterpriseName,
        creditCode: notice.creditCode,
        businessScope: notice.businessScope,
        establishedOn: notice.establishedOn,
        address: notice.address,
      });
    }
  });

  it('has the traps of the trade', () => {
    const perEnterprise = new Map<string, number>();
    for (const { enterpriseId } of notices) perEnterprise.set(enterpriseId, (perEnterprise.get(enterpriseId) ?? 0) + 1);
    const overdue = notices.filter(
      ({ stage, pushedAt }) => stage === 'pending' && now - Date.parse(pushedAt) > 3 * day,
    );
    const fresh = notices.filter(({ stage, pushedAt }) => stage === 'pending' && now - Date.parse(pushedAt) < 3 * day);
    const falsePushes = notices.filter(({ businessScope, matchedKeywords }) =>
      onlyNegated(businessScope, matchedKeywords),
    );
    const counts = {
      twins: [...perEnterprise.values()].filter((count) => count > 1).length,
      overdue: overdue.length,
      fresh: fresh.length,
      falsePushes: falsePushes.length,
      pool: notices.filter(({ stage, reviewDepartment }) => stage === 'pool' && reviewDepartment === null).length,
      claimed: notices.filter(({ receipt }) => receipt?.way === 'claim').length,
      closed: notices.filter(({ closedAt }) => closedAt !== null).length,
      severalCertificates: notices.filter(({ feedbacks }) => feedbacks.length > 1).length,
    };
    for (const [trap, count] of Object.entries(counts))
      expect({ trap, enough: count >= 20 }).toEqual({ trap, enough: true });
    for (const type of ['establish', 'change', 'deregister'])
      expect(notices.filter(({ applicationType }) => applicationType === type).length).toBeGreaterThan(100);
    for (const stage of ['pending', 'received', 'answered', 'returned', 'pool'])
      expect(notices.filter((notice) => notice.stage === stage).length).toBeGreaterThan(50);
  });

  it('finds every matched keyword in the 经营范围', () => {
    for (const { matchedKeywords, businessScope } of notices) {
      expect(matchedKeywords.length).toBeGreaterThan(0);
      for (const keyword of matchedKeywords) expect(businessScope).toContain(keyword);
    }
  });

  it('lies in the past, in order: pushed, received, answered, closed', () => {
    for (const { pushedAt, receipt, feedbacks, closedAt } of notices) {
      const times = [pushedAt, receipt?.at, feedbacks[0]?.at, closedAt].filter((at) => at !== null && at !== undefined);
      expect(times).toEqual([...times].sort());
      expect(Date.parse(times.at(-1) ?? '')).toBeLessThanOrEqual(now);
    }
  });

  it('uses only telephone numbers that nobody has', () => {
    expect(enterprises.every(({ phone }) => /^1990000\d{4}$/.test(phone))).toBe(true);
  });
});
