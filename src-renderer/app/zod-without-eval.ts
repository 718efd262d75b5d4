/**
 * zod compiles its checks with `new Function` where it may. The pages may not (no 'unsafe-eval'), and even the attempt is
 * reported as a violation. Schemas decide when they are made, so this is the first import of the entry.
 */
import { config } from 'zod/v4/core';

config({ jitless: true });
