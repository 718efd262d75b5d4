/** Schemas that lists share. */
import { z } from 'zod';

export const sortOf = <const Orders extends readonly [string, ...string[]]>(orders: Orders) =>
  z.object({ by: z.enum(orders), direction: z.enum(['ascending', 'descending']) });
