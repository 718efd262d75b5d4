/** 市场主体 on this PC: one, and a search. */
import { z } from 'zod';
import { enterpriseSchema } from './record.ts';
import { procedure, result } from '#shared/contract/base.ts';
import type { DomainContract } from '#shared/contract/domain.ts';
import { recordIdSchema } from '#shared/platform-api/common.ts';

const procedures = {
  get: procedure.input(z.object({ id: recordIdSchema })).output(result({ enterprise: enterpriseSchema }, ['notFound'])),
  /** By part of the name, pinyin initials or code. */
  search: procedure.input(z.object({ text: z.string().max(200), limit: z.number().int().min(1).max(50) })).output(
    z.array(
      enterpriseSchema.pick({
        id: true,
        name: true,
        creditCode: true,
        registrationNumber: true,
        kind: true,
        registrationState: true,
        address: true,
        listings: true,
      }),
    ),
  ),
};

/** What 市场主体 adds to the contract. */
export const enterprisesContract = {
  procedures,
} satisfies DomainContract;
