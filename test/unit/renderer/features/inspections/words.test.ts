import { describe, expect, it } from 'vitest';
import { planWords, subjectWords } from '#app/features/inspections/words.ts';
import type { ConflictDetail } from '#shared/contract/conflicts.ts';
import type { SubjectDetail } from '#shared/domains/inspections/contract.ts';
import { makePlan, smallChecklist, soundResult } from '../../../../integration/core/inspections/fixtures.ts';
import { installFakeCore } from '../../support/fake-core.ts';

const checklist = smallChecklist();
const { answers } = soundResult(checklist);
const answering = (issue: string) => answers.map((one, index) => (index === 0 ? { ...one, value: 'no', issue } : one));

describe('of a 抽查主体', () => {
  const words = async () => {
    installFakeCore({ inspections: { get: () => ({ ok: true, detail: { checklist } as SubjectDetail }) } });
    return subjectWords({ recordId: 'S1' } as ConflictDetail);
  };
  it.each([
    ['stage', 'entered', '待复核'],
    ['result.outcomes', 'noIssue', '未发现问题'],
    ['result.checkWays', 'onSite', '实地检查'],
    ['result.followUp', 'none', '无需后续处置'],
    ['reviews.decision', 'sendBack', '退回修改'],
    ['result.answers', answering('未公示'), '4 项，其中 1 项记有问题'],
  ])('%s %j reads %s', async (path, value, said) => expect((await words()).wordsOf(path, value)).toBe(said));

  it('answers are compared one by one, only where they differ', async () => {
    const { linesOf } = await words();
    const field = (mine: unknown, theirs: unknown) => ({
      path: 'result.answers',
      label: '检查内容',
      changedBy: 'both' as const,
      base: null,
      mine,
      theirs,
      preselected: null,
      together: null,
    });
    expect(linesOf?.(field(answering('未公示'), answers))).toEqual([
      { title: '是否持证经营', base: '（空）', mine: '否，问题：未公示', theirs: '是' },
    ]);
    expect(linesOf?.(field(answers, answers)), 'both made the same change').toBeNull();
  });
});

describe('of a 抽查方案', () => {
  const plan = makePlan();
  const [first, second] = [
    { code: '431299001', name: '青溪县文化广电局' },
    { code: '431299002', name: '青溪县农业农村局' },
  ];
  const { wordsOf } = planWords({
    base: { ...plan, departments: [first] },
    mine: null,
    theirs: { ...plan, departments: [first, second] },
  } as ConflictDetail);

  it.each([
    ['stage', 'confirming', '名单确认'],
    ['departments', [first, second], '青溪县文化广电局、青溪县农业农村局'],
    ['leadDepartment', first, '青溪县文化广电局'],
    ['confirmedBy', ['431299002', '431299009'], '青溪县农业农村局、431299009'],
    ['files', [{ name: '方案.pdf', sha256: 'a'.repeat(64), bytes: 1 }], '方案.pdf'],
    ['name', '食品经营抽查', null],
  ])('%s %j reads %s', (path, value, words) => expect(wordsOf(path, value)).toBe(words));
});
