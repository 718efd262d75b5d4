/** The schemas of the 名录 as a list, for the contract and for what screens remember. */
import { z } from 'zod';
import { listSchemas } from '#shared/lists/schema.ts';
import { inspectorList, listedStates } from './lists.ts';

export const inspectorListSchemas = listSchemas(inspectorList, { state: z.enum(listedStates) });
