/** 市场主体: the base data that notices, tasks and inspections refer to. Read-only for departments. */
import { z } from 'zod';
import { dateSchema, recordIdSchema, text } from '#shared/platform-api/common.ts';
import { enterpriseKinds } from './words.ts';
import { registrationStates, enterpriseListings } from './words.ts';

export const enterpriseSchema = z.object({
  id: recordIdSchema,
  name: text(200).min(1),
  creditCode: text(18).nullable(),
  registrationNumber: text(20).nullable(),
  kind: z.enum(enterpriseKinds),
  typeCode: text(4),
  legalRepresentative: text(100),
  phone: text(40),
  establishedOn: dateSchema,
  address: text(300),
  regionCode: z.string().regex(/^\d{6}$/),
  registrationOrgan: text(100),
  /** 注册资本, 万元 */
  registeredCapital: z.number().min(0).nullable(),
  industryCode: text(5),
  registrationState: z.enum(registrationStates),
  businessScope: text(8000),
  listings: z.array(z.enum(enterpriseListings)).max(3),
});
export type Enterprise = z.infer<typeof enterpriseSchema>;
