/** How 市场主体 stand in the document of the sync interface. */
import type { Described } from '#shared/platform-api/document-schemas.ts';
import { enterpriseSchema } from './record.ts';

export const enterprisesDescribed: Described = {
  enterprises: { name: 'Enterprise', record: enterpriseSchema, kinds: {} },
};
