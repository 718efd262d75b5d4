/** The schemas of a list, made from its definition: filter, order, what a page asks for, what a sheet asks for. */
import { z } from 'zod';
import { pageRequest } from '../contract/base.ts';
import { dateSchema, recordIdSchema } from '../platform-api/common.ts';
import type { Custom, Field, Fields, FilterOf } from './fields.ts';
import type { FilterOfList, List, PageOfList, SortOfList } from './list.ts';

/** What it takes is what it gives, so that whoever asks is checked by the compiler too. */
type Schema<Value> = z.ZodType<Value, Value>;

/** The schemas of the conditions that have a shape of their own. */
export type CustomSchemas<All extends Fields> = {
  readonly [Name in keyof All as All[Name] extends Custom<never> ? Name : never]: Schema<
    NonNullable<FilterOf<All>[Name]>
  >;
};

const schemaOf = (field: Exclude<Field, Custom<never>>): z.ZodType => {
  switch (field.kind) {
    case 'words':
      return z.string().max(field.most);
    case 'code':
    case 'linked':
      return z.string().max(200);
    case 'choice':
      return z.array(z.enum(Object.keys(field.names))).max(100);
    case 'occurring':
      return z.array(z.string().max(20)).max(100);
    case 'period':
      return z.object({ from: dateSchema, to: dateSchema }).partial();
  }
};

/** Conditions of another list or of an older version are left out. */
export function filterSchema<All extends Fields>(fields: All, customs: CustomSchemas<All>): Schema<FilterOf<All>> {
  const own = customs as Readonly<Record<string, z.ZodType>>;
  const shape = Object.entries(fields).map(([name, field]) => {
    const schema = field.kind === 'custom' ? own[name] : schemaOf(field);
    if (!schema) throw new Error(`the condition ${name} has no schema`);
    return [name, schema.optional()] as const;
  });
  // The type is what `FilterOf` says of the fields; zod cannot follow a shape that is made of data.
  return z.object(Object.fromEntries(shape)) as unknown as Schema<FilterOf<All>>;
}

export interface ListSchemas<One extends List> {
  readonly filter: Schema<FilterOfList<One>>;
  readonly page: Schema<PageOfList<One>>;
  readonly sort: Schema<SortOfList<One>>;
  /** A page of rows. */
  readonly request: Schema<ListRequest<One> & { cursor: string | null; limit: number }>;
  readonly countRequest: Schema<Omit<ListRequest<One>, 'sort'>>;
}

/** What a page of a list asks for; without `sort` in the usual order of the page. */
export interface ListRequest<One extends List> {
  readonly page: PageOfList<One>;
  readonly filter: FilterOfList<One>;
  readonly sort?: SortOfList<One> | undefined;
}

/** What a sheet of a list asks for: what the page shows, or of it only these records (导出所选). */
export interface SheetRequest<One extends List> extends ListRequest<One> {
  readonly ids?: readonly string[] | undefined;
}

/** All schemas of a list. `customs` has those of its `custom` conditions. */
export function listSchemas<One extends List>(list: One, customs: CustomSchemas<One['fields']>): ListSchemas<One> {
  const filter = filterSchema(list.fields, customs) as Schema<FilterOfList<One>>;
  const page = z.enum(Object.keys(list.pages)) as unknown as Schema<PageOfList<One>>;
  const sort = z.object({
    by: z.enum(Object.keys(list.orders)),
    direction: z.enum(['ascending', 'descending']),
  }) as unknown as Schema<SortOfList<One>>;
  return {
    filter,
    page,
    sort,
    request: z.object({ page, filter, sort: sort.optional(), ...pageRequest }),
    countRequest: z.object({ page, filter }),
  };
}

/** The request of a sheet, as a variant of the requests of all sheets: `kind` names the sheet. */
export const sheetRequest = <One extends List, const Kind extends string>(
  kind: Kind,
  { page, filter, sort }: ListSchemas<One>,
) =>
  z.object({
    kind: z.literal(kind),
    page,
    filter,
    sort: sort.optional(),
    ids: z.array(recordIdSchema).max(5000).optional(),
  });
