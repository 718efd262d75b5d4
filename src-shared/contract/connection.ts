/** The platform from here: reachable or not, last contact, the round that is running, and a check step by step. */
import { z } from 'zod';
import { outcomeClassNames } from '../trade/delivery.ts';
import { deviceSchema } from '../platform-api/devices.ts';
import { procedure, result } from './base.ts';

/**
 * Why the platform's time is not known for sure just now: the PC's clock was `changed` since the platform was heard; it
 * stands `behind` what was known before the start; it is so far `ahead` of it that nobody can tell.
 */
export const clockDoubts = ['none', 'changed', 'behind', 'ahead'] as const;
export type ClockDoubt = (typeof clockDoubts)[number];

/** How far one collection is on the first download. */
export const downloadPartSchema = z.object({
  /** Its name on the wire. */
  collection: z.string(),
  done: z.number().int(),
  /** Null until the platform was asked for it. */
  total: z.number().int().nullable(),
  /** What waits for somebody comes before the rest; null: nothing of this collection does. */
  open: z.object({ done: z.number().int(), total: z.number().int().nullable(), complete: z.boolean() }).nullable(),
  complete: z.boolean(),
});
export type DownloadPart = z.infer<typeof downloadPartSchema>;

export const connectionStatusSchema = z.object({
  /** `connected`: the last exchange succeeded. `offline`: it did not; `problem` says why. `paused`: a person must decide first. */
  state: z.enum(['unknown', 'connected', 'offline', 'paused']),
  platformUrl: z.string().nullable(),
  platformName: z.string().nullable(),
  /** Last answer of the real platform, of any kind. */
  lastContactAt: z.string().nullable(),
  /** Last time that a whole round (push and pull) ended well. */
  lastSyncAt: z.string().nullable(),
  running: z.boolean(),
  /** What the running round is doing, for the progress line. */
  progress: z
    .object({
      phase: z.enum(['push', 'pull', 'attachments']),
      title: z.string(),
      done: z.number(),
      total: z.number().nullable(),
    })
    .nullable(),
  nextRoundAt: z.string().nullable(),
  problem: z
    .object({
      class: z.enum(outcomeClassNames),
      text: z.string(),
      next: z.string(),
      remedy: z.string(),
      detail: z.string(),
    })
    .nullable(),
  /** The platform's time, as well as it is known, minus the local clock, ms; null before the first contact. */
  clockOffsetMilliseconds: z.number().nullable(),
  /** True where the local clock is more than two minutes off, or the time is in doubt. */
  clockWrong: z.boolean(),
  clockDoubt: z.enum(clockDoubts),
  /** Whether the first download has come far enough to work with, and wholly. */
  firstDownload: z.enum(['notStarted', 'running', 'usable', 'complete']),
  /** The collections in the order in which they come, until the first download is complete. */
  download: z.array(downloadPartSchema).optional(),
  /** Entries still owed, and whether everything was delivered; repeated here so that the bar needs one call. */
  unsettled: z.number().int(),
  /** Of them those that wait for a person, and so do not leave by themselves. */
  needPerson: z.number().int().optional(),
  /** Files of standing work that are not wholly on the platform. */
  attachments: z.number().int().optional(),
  allDelivered: z.boolean(),
});
export type ConnectionStatus = z.infer<typeof connectionStatusSchema>;

export const diagnosisStepSchema = z.object({
  step: z.enum(['adapter', 'gateway', 'platform', 'signIn', 'version']),
  title: z.string(),
  state: z.enum(['ok', 'failed', 'notTried']),
  /** What was tried. */
  tried: z.string(),
  /** What it said, in words. */
  said: z.string(),
  next: z.string(),
  /** What the line said as it came, for a technician; absent where the words are all there is. */
  raw: z.string().optional(),
});
export type DiagnosisStep = z.infer<typeof diagnosisStepSchema>;

export const departmentDevicesSchema = z.object({
  /** The platform's time of this knowledge; null: it was never heard. */
  asOf: z.string().nullable(),
  /** Why the platform could not be asked just now; null where it was. */
  problem: z.string().nullable(),
  /** Longest silent first. What was done offline since the last contact of a PC is not in its numbers. */
  devices: z.array(deviceSchema.extend({ here: z.boolean() })),
});
export type DepartmentDevices = z.infer<typeof departmentDevicesSchema>;

export const connectionContract = {
  status: procedure.output(connectionStatusSchema),
  /** Starts a round now, or joins the one that is running; answers when it is over. */
  syncNow: procedure.output(z.object({ status: connectionStatusSchema })),
  /** 网卡 → 网关 → 平台 → 登录 → 版本. Sends nothing of the department's work. */
  diagnose: procedure.output(z.object({ steps: z.array(diagnosisStepSchema), text: z.string() })),
  /** Each PC of the department: last contact with the platform, and what it still owed then. */
  devices: procedure.output(departmentDevicesSchema),
  /** A person's answer to a pause: accept the platform's new epoch or the mass removal, or stay paused. */
  decidePause: procedure.input(z.object({ accept: z.boolean() })).output(result({}, ['notFound'])),
};
