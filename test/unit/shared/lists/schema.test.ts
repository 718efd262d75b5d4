import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { subjectListSchemas } from '#shared/domains/inspections/list-schemas.ts';
import { inspectorListSchemas } from '#shared/domains/inspectors/list-schemas.ts';
import { noticeListSchemas } from '#shared/domains/notices/list-schemas.ts';
import type { NoticeFilter } from '#shared/domains/notices/lists.ts';
import { code, custom, type FilterOf, period, words } from '#shared/lists/fields.ts';
import { filterSchema, sheetRequest } from '#shared/lists/schema.ts';

const accepts = (schema: z.ZodType, value: unknown): boolean => schema.safeParse(value).success;

describe('the schema of a filter', () => {
  const { filter } = noticeListSchemas;

  it('takes every condition of the list', () => {
    const whole: NoticeFilter = {
      name: '恒丰',
      code: '9143',
      statuses: ['overdue', 'pending'],
      permitItems: ['A02'],
      department: { code: '431299001', withUnassigned: true },
      businessScope: '餐饮',
      address: '石桥',
      enterpriseKinds: ['individual'],
      applicationTypes: ['change'],
      approved: { from: '2026-01-01', to: '2026-01-31' },
      received: { from: '2026-01-01' },
      feedbackDue: {},
      deliveries: ['queued'],
      arrivedSince: '2026-03-01T16:00:00.000Z',
    };
    expect(filter.parse(whole)).toEqual(whole);
    expect(filter.parse({})).toEqual({});
  });

  it('refuses what is none of the values, no day, or too long', () => {
    expect(accepts(filter, { statuses: ['lost'] })).toBe(false);
    expect(accepts(filter, { approved: { from: '2026-02-30' } })).toBe(false);
    expect(accepts(filter, { approved: '2026-02-01' })).toBe(false);
    expect(accepts(filter, { department: { code: '431', withUnassigned: false } })).toBe(false);
    expect(accepts(filter, { name: '长'.repeat(201) })).toBe(false);
    expect(accepts(subjectListSchemas.filter, { planNumber: '1'.repeat(61) })).toBe(false);
    expect(accepts(inspectorListSchemas.filter, { state: 'listed' })).toBe(false);
  });

  it('leaves out conditions that the list does not have', () => {
    expect(filter.parse({ name: '恒丰', approvedFrom: '2026-01-01' })).toEqual({ name: '恒丰' });
  });

  it('wants a schema for each condition of its own kind, and for no other', () => {
    const fields = { name: words('名称'), state: custom<'a' | 'b'>('状态', (state) => state) };
    const schema: z.ZodType<FilterOf<typeof fields>> = filterSchema(fields, { state: z.enum(['a', 'b']) });
    expect([accepts(schema, { state: 'a' }), accepts(schema, { state: 'c' })]).toEqual([true, false]);
    // @ts-expect-error without it nothing would be known of the condition
    expect(() => filterSchema(fields, {})).toThrow('state');
    expect(accepts(filterSchema({ on: period('日期'), code: code('代码') }, {}), { code: 'x' })).toBe(true);
  });
});

describe('what a list is asked for', () => {
  const page = { page: 'receive', filter: {}, cursor: null, limit: 50 };

  it('names a page of the list, and an order of it or none', () => {
    expect(accepts(noticeListSchemas.request, page)).toBe(true);
    expect(accepts(noticeListSchemas.request, { ...page, sort: { by: 'pushedAt', direction: 'ascending' } })).toBe(
      true,
    );
    expect(accepts(noticeListSchemas.request, { ...page, sort: { by: 'planTo', direction: 'ascending' } })).toBe(false);
    expect(accepts(noticeListSchemas.request, { ...page, page: 'mine' })).toBe(false);
  });

  it('as a sheet has the name of the sheet, and may be limited to records', () => {
    const sheet = sheetRequest('inspectionTasks', subjectListSchemas);
    const asked = { kind: 'inspectionTasks', page: 'mine', filter: {} };
    expect(accepts(sheet, asked)).toBe(true);
    expect(accepts(sheet, { ...asked, kind: 'notices' })).toBe(false);
    expect(accepts(sheet, { ...asked, ids: Array.from({ length: 5001 }, () => 'x') })).toBe(false);
  });
});
