/**
 * `GET /v1/demonstration`: whom anybody may sign in as. Only a platform for trying out has it, and says so in its ping; no
 * other platform is asked, nor has to build it.
 */
import { z } from 'zod';
import { departmentSchema, platformStampSchema, text } from './common.ts';

export const demoAccountSchema = z.object({
  account: z.string().min(1).max(64),
  password: z.string().min(1).max(256),
  name: text(50),
  department: departmentSchema,
  roles: z.array(text(30)).max(20),
});
export type DemoAccount = z.infer<typeof demoAccountSchema>;
export const demonstrationResponseSchema = platformStampSchema.extend({
  accounts: z.array(demoAccountSchema).max(500),
});
export type DemonstrationResponse = z.infer<typeof demonstrationResponseSchema>;
