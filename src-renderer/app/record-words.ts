/** What the words of a collection are made of, for the page that reads two versions of a record side by side. */
import type { ZodType } from 'zod';

/** Names of coded values, by the whole path under which they stand: the same word means other things elsewhere. */
export type CodeNames = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The name of a code; null where the path has no codes, or none that this version knows. */
export function nameOfCode(codes: CodeNames, path: string, value: unknown): string | null {
  const names = Object.hasOwn(codes, path) ? codes[path] : undefined;
  return names && typeof value === 'string' && Object.hasOwn(names, value) ? (names[value] ?? null) : null;
}

/** Words for a value of this shape; null for any other. */
export function readAs<Shape>(schema: ZodType<Shape>, value: unknown, words: (value: Shape) => string): string | null {
  const parsed = schema.safeParse(value);
  return parsed.success ? words(parsed.data) : null;
}

/** Nothing was filled in. */
export const nothing = '（空）';
