import type { ZodType } from 'zod';

/** A reader of what a screen remembered or an address brought; null where it is none, as an older version may have kept it. */
export const readKept =
  <Kept>(schema: ZodType<Kept>) =>
  (kept: unknown): Kept | null => {
    const parsed = schema.safeParse(kept);
    return parsed.success ? parsed.data : null;
  };
