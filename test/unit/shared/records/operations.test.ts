import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Applied, refuse } from '#shared/records/applied.ts';
import { type OperationOf, operations } from '#shared/records/operations.ts';

/** A shelf that holds books: small enough to see each answer. */
interface Shelf {
  readonly id: string;
  readonly books: readonly string[];
}
const kinds = {
  'shelves.build': { name: '搭架', payload: z.object({ first: z.string() }) },
  'shelves.add': { name: '上架', payload: z.object({ book: z.object({ title: z.string().min(1) }) }) },
  'shelves.clear': { name: '清空', payload: z.object({}) },
} as const;
function apply(shelf: Shelf, operation: OperationOf<typeof kinds>, today: string): Applied<Shelf> {
  switch (operation.kind) {
    case 'shelves.build':
      return refuse('exists', '架子已经有了');
    case 'shelves.add':
      return { ok: true, record: { ...shelf, books: [...shelf.books, `${operation.payload.book.title} ${today}`] } };
    case 'shelves.clear':
      return { ok: true, record: { ...shelf, books: [] } };
  }
}
const shelves = operations(kinds, apply, {
  kind: 'shelves.build',
  make: (id, { payload, actor }) => ({ ok: true, record: { id, books: [`${payload.first} ${actor.name}`] } }),
});

const actor = { account: 'lin', name: '林知夏', departmentCode: '431299001', departmentName: '文旅局' };
const raw = (kind: string, payload: unknown) => ({ kind, payload, actor, time: '2026-03-02T01:00:00.000Z' });
const shelf: Shelf = { id: 'S1', books: [] };

describe('the operations of a collection', () => {
  it('are known by their own names only', () => {
    expect(shelves.forSync.operationNames).toEqual({
      'shelves.build': '搭架',
      'shelves.add': '上架',
      'shelves.clear': '清空',
    });
    expect(shelves.knows('shelves.add')).toBe(true);
    for (const kind of ['shelves.burn', '__proto__', 'toString', '']) {
      expect(shelves.knows(kind)).toBe(false);
      expect(shelves.read(raw(kind, {}))).toEqual({
        ok: false,
        reasons: [{ field: '', code: 'unknownKind', message: `不认识的操作：${kind}` }],
      });
    }
  });

  it('are done by the rule, with the payload that their kind has, on the day that is given', () => {
    const added = shelves.replay(shelf, raw('shelves.add', { book: { title: '县志', weight: 3 } }), '2026-03-02');
    expect(added).toEqual({ ok: true, record: { id: 'S1', books: ['县志 2026-03-02'] } });
    expect(shelves.read(raw('shelves.add', { book: { title: '县志', weight: 3 } }))).toMatchObject({
      operation: { kind: 'shelves.add', payload: { book: { title: '县志' } }, actor },
    });
  });

  it('are refused where the payload is none, each reason with its place', () => {
    expect(shelves.replay(shelf, raw('shelves.add', { book: { title: '' } }), '2026-03-02')).toMatchObject({
      ok: false,
      reasons: [{ field: 'book.title', code: 'shape' }],
    });
    expect(shelves.replay(shelf, raw('shelves.clear', null), '2026-03-02')).toMatchObject({
      ok: false,
      reasons: [{ field: '', code: 'shape' }],
    });
  });

  it('make a record where one kind says how it begins', () => {
    const { creation } = shelves.forSync;
    expect(creation?.kind).toBe('shelves.build');
    expect(creation?.make('S2', raw('shelves.build', { first: '辞海' }), '2026-03-02')).toEqual({
      ok: true,
      record: { id: 'S2', books: ['辞海 林知夏'] },
    });
    expect(creation?.make('S2', raw('shelves.build', {}), '2026-03-02')).toMatchObject({
      ok: false,
      reasons: [{ field: 'first', code: 'shape' }],
    });
    expect(operations(kinds, apply).forSync).not.toHaveProperty('creation');
  });
});
