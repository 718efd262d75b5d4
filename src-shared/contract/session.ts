/** Who is at the keyboard: signing in, unlocking offline, the department's recovery code. */
import { z } from 'zod';
import { actorSchema, departmentSchema } from '../platform-api/common.ts';
import { demoAccountSchema } from '../platform-api/demonstration.ts';
import { recoveryStateSchema } from './backups.ts';
import { openProcedure, procedure, result, storageReasons } from './base.ts';

export const knownAccountSchema = z.object({
  account: z.string(),
  name: z.string(),
  department: departmentSchema,
  /** Platform that the account belongs to. */
  platformId: z.string(),
  lastUsedAt: z.string().nullable(),
});
export type KnownAccount = z.infer<typeof knownAccountSchema>;

export const sessionStatusSchema = z.object({
  /** `unconfigured`: no platform address yet. `locked`: nobody is signed in. */
  state: z.enum(['unconfigured', 'locked', 'unlocked']),
  platformUrl: z.string().nullable(),
  actor: actorSchema.extend({ roles: z.array(z.string()) }).nullable(),
  knownAccounts: z.array(knownAccountSchema),
  /** True where the platform still accepts the session; false: working offline or signed out of the platform. */
  platformSession: z.boolean(),
  clientVersion: z.string(),
  /** Data that could not be opened, and what there is to restore it from; null where all is well. */
  recovery: recoveryStateSchema.nullable(),
  /**
   * The data file was found older than the journal of work beside it, and nobody had asked for a restore: `count`
   * operations were missing and taken in again. null: no, or somebody has taken note of it.
   */
  setBack: z.object({ at: z.string(), count: z.number().int(), backedUp: z.boolean() }).nullable().optional(),
});
export type SessionStatus = z.infer<typeof sessionStatusSchema>;

const signInFailures = [
  'platformUnreachable',
  'notAPlatform',
  'wrongPlatform',
  'wrongPassword',
  'waitBeforeRetry',
  'accountDisabled',
  'firstSignInNeedsPlatform',
  'recoveryCodeNeeded',
  'passwordChanged',
  'wrongRecoveryCode',
  'clientTooOld',
  'databaseDamaged',
  'databaseForeign',
  'databaseNewer',
  'databaseInUse',
  'diskFull',
  'notWritable',
] as const;

export const sessionContract = {
  status: openProcedure.output(sessionStatusSchema),
  /** Keeps the address after asking it who it is; nothing else is sent. */
  configurePlatform: openProcedure
    .input(z.object({ url: z.string().max(300) }))
    .output(
      result({ platformName: z.string() }, [
        'invalidAddress',
        'platformUnreachable',
        'notAPlatform',
        'wrongPlatform',
        'clientTooOld',
        'notWritable',
        'diskFull',
      ]),
    ),
  /** Asks the platform whether it is one for trying out, and then for whom one may sign in as; none of any other. */
  demonstration: openProcedure.output(z.object({ accounts: z.array(demoAccountSchema) })),
  /**
   * Signs in: with the platform where it can be reached, otherwise offline with the password last accepted here.
   * On failure nothing is changed but the counter of wrong passwords.
   */
  signIn: openProcedure
    .input(
      z.object({
        account: z.string().trim().min(1).max(64),
        password: z.string().min(1).max(256),
        recoveryCode: z.string().max(100).optional(),
        /** The password used here before it was changed on the platform: answers `passwordChanged`, as the recovery code does. */
        previousPassword: z.string().max(256).optional(),
      }),
    )
    .output(
      result(
        {
          mode: z.enum(['online', 'offline']),
          /** Only after the very first sign-in of a department on this PC: to be written down; shown once. */
          newRecoveryCode: z.string().nullable(),
        },
        signInFailures,
      ),
    ),
  /** Closes the workspace. Unsent work stays on this PC and is delivered after the next sign-in. */
  signOut: procedure.output(result({ unsent: z.number().int() }, ['notFound'])),
  /** The person has read that the data file had been set back. */
  acknowledgeSetBack: procedure.output(result({}, ['notFound', ...storageReasons])),
  /** Makes a new department recovery code; the old one stops working. */
  renewRecoveryCode: procedure
    .input(z.object({ password: z.string().min(1).max(256) }))
    .output(result({ recoveryCode: z.string() }, ['wrongPassword', 'waitBeforeRetry', 'notWritable', 'diskFull'])),
};
