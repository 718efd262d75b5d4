/**
 * `GET /v1/devices`: which PCs of the department have spoken with the platform, when, and how much each still owed then. A
 * department's head sees who has not delivered. A platform may do without: it answers 404, and only this view is missing.
 *
 * A client tells its own part with `GET /v1/changes`, in two headers, so that it costs no request of its own.
 */
import { z } from 'zod';
import { instantSchema, platformStampSchema, text } from './common.ts';

/** Operations done on this PC that the platform has not accepted, a decimal number. */
export const unsentHeader = 'x-unsent-operations';
/** Of them those that wait for a person. */
export const needPersonHeader = 'x-operations-need-person';

const amountSchema = z.number().int().min(0).max(10_000_000);

export const deviceSchema = z.object({
  deviceId: z.uuid(),
  /** Who was signed in at the last contact. */
  account: z.string().min(1).max(64),
  name: text(50),
  clientVersion: text(20),
  lastContactAt: instantSchema,
  unsent: amountSchema,
  needPerson: amountSchema,
});
export type Device = z.infer<typeof deviceSchema>;
export const devicesResponseSchema = platformStampSchema.extend({ devices: z.array(deviceSchema).max(1000) });
export type DevicesResponse = z.infer<typeof devicesResponseSchema>;
