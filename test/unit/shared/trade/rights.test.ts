import { describe, expect, it } from 'vitest';
import { inspectorOperations } from '#shared/domains/inspectors/operations.ts';
import { noticeOperations } from '#shared/domains/notices/operations.ts';
import { mayDo, planRight, reviewRight, rolesHeld, rosterRight } from '#shared/trade/rights.ts';

describe('the roles that an account works with', () => {
  it('are those that the platform gave, where it knows all of them', () => {
    const known = ['clerk', 'inspector', 'reviewer', 'administrator', 'rosterKeeper', 'planKeeper'];
    expect(rolesHeld(['clerk'], known)).toEqual(['clerk']);
    expect(rolesHeld(['clerk', 'planKeeper'], known)).toEqual(['clerk', 'planKeeper']);
  });
  it('are also those that an older platform cannot give, so that a newer client locks nobody out', () => {
    const held = rolesHeld(['clerk'], null);
    expect([rosterRight, planRight, reviewRight].map((right) => mayDo(right, held))).toEqual([true, true, false]);
    expect(rolesHeld(['clerk'], ['clerk', 'reviewer', 'rosterKeeper'])).not.toContain('rosterKeeper');
  });
  it('keep a role that this client does not know', () => {
    expect(rolesHeld(['clerk', 'archivist'], null)).toContain('archivist');
  });
});

describe('what is left to a role', () => {
  it('is refused to all others, with what to do', () => {
    expect(inspectorOperations.rightRefusal('inspectors.revoke', ['clerk', 'administrator'])).toMatchObject({
      reasons: [{ code: 'noRight', message: '平台没有给您“撤销执法人员”的权限，请联系本单位管理员' }],
    });
    expect(inspectorOperations.rightRefusal('inspectors.revoke', ['rosterKeeper'])).toBeNull();
  });
  it('is nothing of 双告知: everybody of the department receives and answers', () => {
    for (const kind of Object.keys(noticeOperations.kinds)) expect(noticeOperations.rightRefusal(kind, [])).toBeNull();
  });
});
