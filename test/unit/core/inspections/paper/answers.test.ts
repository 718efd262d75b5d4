import { describe, expect, it } from 'vitest';
import { checkedWords, itemFindings, pointWords } from '#core/inspections/paper/answers.ts';
import type { Answer, CheckPoint } from '#shared/domains/inspections/checklist.ts';
import { pointsOf } from '#shared/domains/inspections/checklist.ts';
import { smallChecklist } from '../../../../integration/core/inspections/fixtures.ts';

const [any] = pointsOf(smallChecklist());
const point = (id: string, type: CheckPoint['type'], sound?: 'yes' | 'no'): CheckPoint =>
  ({
    ...any!,
    id,
    type,
    title: id,
    required: type !== 'text',
    unit: '',
    options: [],
    sound: sound ?? 'yes',
  }) as CheckPoint;
const item = {
  id: 'I',
  name: '广告',
  method: '',
  basis: '',
  points: [point('是否登记', 'yesNo'), point('说明', 'text')],
};
const answer = (pointId: string, state: Answer['state'], value: Answer['value'] = null): Answer => ({
  pointId,
  state,
  value,
  issue: '',
});
const found = (...answers: Answer[]) => itemFindings(item, new Map(answers.map((one) => [one.pointId, one])), false);

describe('what the record says of an item', () => {
  it('is 未检查 only where the inspector said so; what was left open is 未填写', () => {
    expect(found(answer('是否登记', 'answered', 'yes'))).toBe('未发现问题（其中 1 项未填写）');
    expect(found(answer('是否登记', 'answered', 'yes'), answer('说明', 'notChecked'))).toBe(
      '未发现问题（其中 1 项未检查）',
    );
    expect(found(answer('是否登记', 'answered', 'yes'), answer('说明', 'answered', '无'))).toBe('未发现问题');
    expect(found()).toBe('未填写');
    expect(found(answer('是否登记', 'notChecked'), answer('说明', 'notChecked'))).toBe('未检查');
    expect(found(answer('是否登记', 'notChecked'))).toBe('1 项未检查，1 项未填写');
    expect(found(answer('是否登记', 'notApplicable'), answer('说明', 'notApplicable'))).toBe('合理缺项');
  });

  it('of a point that nobody answered is 未填写, with nothing ticked; a blank form has room for the pen', () => {
    const [, text] = item.points;
    expect(pointWords(text!, undefined, false)).toBe('说明\n未填写');
    expect(pointWords(text!, undefined, true)).not.toContain('未填写');
    expect(checkedWords(undefined, false)).not.toContain('☑');
    expect(checkedWords(answer('说明', 'notChecked'), false)).toContain('☑ 否');
  });
});
