/** 市场主体: the base data that notices, tasks and inspections refer to. Read-only for departments. */
import { z } from 'zod';
import { dateSchema, recordIdSchema, text } from '#shared/platform-api/common.ts';
import { enterpriseKinds } from '../notices/record.ts';

/** 登记状态 (CA19), in the order of the manual's check boxes. */
export const registrationStates = ['1', '2', '3', '4', '5', '6', '9'] as const;
export const registrationStateNames: Record<(typeof registrationStates)[number], string> = {
  '1': '存续（在营、开业、在册）',
  '2': '吊销，未注销',
  '3': '吊销，已注销',
  '4': '注销',
  '5': '撤销',
  '6': '迁出',
  '9': '其他',
};

/** 四类标签: the lists an enterprise may stand on. */
export const enterpriseListings = ['seriousViolation', 'abnormalOperation', 'defaulter'] as const;
export type EnterpriseListing = (typeof enterpriseListings)[number];
export const enterpriseListingNames: Record<EnterpriseListing, string> = {
  seriousViolation: '严重违法失信',
  abnormalOperation: '经营异常',
  defaulter: '失信被执行人',
};

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
