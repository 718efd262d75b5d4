import { describe, expect, it } from 'vitest';
import {
  checkCorrection,
  type CorrectionInput,
  correctionDeadline,
  correctionInputSchema,
  correctionOf,
} from '#shared/records/corrections.ts';
import { china } from '../trade/china-calendar.ts';

const today = '2026-03-10';
const input: CorrectionInput = { foundOn: '2026-03-09', stood: '九人', wanted: '八人', reason: '抄错' };
const codes = (change: Partial<CorrectionInput>) =>
  checkCorrection({ ...input, ...change }, today).map(({ field, code }) => `${field} ${code}`);

describe('a 更正', () => {
  it('says when the error was found, what stood, what is right and why', () => {
    expect(codes({})).toEqual([]);
    expect(codes({ foundOn: today })).toEqual([]);
    expect(codes({ foundOn: null })).toEqual(['foundOn required']);
    expect(codes({ foundOn: '2026-03-11' })).toEqual(['foundOn future']);
    expect(codes({ stood: ' ', wanted: '', reason: '' })).toEqual([
      'stood required',
      'wanted required',
      'reason required',
    ]);
    expect(codes({ wanted: ' 九人 ' })).toEqual(['wanted same']);
  });

  it('that an older client queued is asked for what it lacks, in words', () => {
    const queued = correctionInputSchema.parse({ reason: '抄错', wanted: '八人' });
    expect(checkCorrection(queued, today).map(({ message }) => message)).toEqual([
      '请填写发现错误的日期',
      '请写明原来的内容',
    ]);
  });

  it('has three working days from the finding to the report, whatever the platform does afterwards', () => {
    const actor = { account: 'lin01', name: '林知夏', departmentCode: '431299001', departmentName: '青溪县文化广电局' };
    const filed = (time: string, foundOn: string | null) =>
      correctionDeadline(
        correctionOf('00000000-0000-4000-8000-000000000001', { ...input, foundOn }, { actor, time }),
        china,
      );
    // Friday 6 March: Monday, Tuesday, Wednesday.
    expect(filed('2026-03-11T10:00:00.000Z', '2026-03-06')).toMatchObject({
      dueOn: '2026-03-11',
      doneOn: '2026-03-11',
    });
    const late = filed('2026-03-12T01:00:00.000Z', '2026-03-06');
    expect(late.doneOn > late.dueOn).toBe(true);
    expect(filed('2026-03-12T01:00:00.000Z', null)).toMatchObject({ startOn: '2026-03-12', dueOn: '2026-03-17' });
  });
});
