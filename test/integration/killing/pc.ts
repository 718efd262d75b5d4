/** A PC whose client is killed again and again: one data directory, one line to the platform, and what its person was told. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { Chance } from '#core/environment.ts';
import { projectRoot } from '../core/support.ts';
import type { SendingMoment, TcpProxy } from './tcp-proxy.ts';

const lineSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('started'), mode: z.enum(['online', 'offline']), deviceEpoch: z.number() }),
  z.object({ event: z.literal('refused'), reason: z.string(), detail: z.string(), recovery: z.string().nullable() }),
  z.object({ event: z.literal('intends'), kind: z.string(), records: z.array(z.string()), payload: z.unknown() }),
  z.object({
    event: z.literal('saved'),
    id: z.uuid(),
    kind: z.string(),
    recordId: z.string(),
    payload: z.unknown(),
  }),
  z.object({ event: z.literal('rested'), unsettled: z.number(), needPerson: z.number() }),
]);
type Line = z.infer<typeof lineSchema>;
export type Saved = Omit<Extract<Line, { event: 'saved' }>, 'event'>;
export type Intention = Omit<Extract<Line, { event: 'intends' }>, 'event'>;

export type Death = 'writing' | 'sending' | 'elsewhere';

export interface Pc {
  readonly account: string;
  readonly directory: string;
  /** Operations of which a person was told that they are saved. */
  readonly saved: Saved[];
  /** Commands that were begun and of which nobody knows the end. */
  readonly unanswered: Intention[];
  /** What must not happen at a start. */
  readonly complaints: string[];
  /** Runs the client and kills it in the middle of a command. */
  dieWriting(): Promise<Death>;
  /** Runs the client and kills it at that moment of sending. */
  dieSending(moment: SendingMoment): Promise<Death>;
  /** Runs the client without new work until nothing moves by itself any more, and ends it in order. */
  rest(): Promise<{ unsettled: number; needPerson: number }>;
}

export interface PcOptions {
  readonly directory: string;
  readonly account: string;
  readonly password: string;
  /** 0 or 1: which half of the department's notices is this person's. */
  readonly share: number;
  readonly proxy: TcpProxy;
  readonly chance: Chance;
  /** Where compiled code is kept between starts. */
  readonly compileCache: string;
}

/**
 * What has not begun by then will not: the line stalled before it. ms. Doubled after each life in which it did not, halved
 * after each in which it did: a slow machine gets the time it needs.
 */
const startPatience = 6000;
const sendingPatience = 2000;
const mostPatience = 32;

export function createPc(options: PcOptions): Pc {
  const { directory, account, proxy, chance } = options;
  const saved: Saved[] = [];
  const unanswered: Intention[] = [];
  const complaints: string[] = [];

  let patienceFactor = 1;
  const lived = (death: Death): Death => {
    patienceFactor =
      death === 'elsewhere' ? Math.min(mostPatience, patienceFactor * 2) : Math.max(1, patienceFactor / 2);
    return death;
  };

  /** One life. `heard` is told every line; resolves when the process has ended. */
  const live = async (
    pace: number | 'rest',
    patience: number | null,
    heard: (line: Line, child: ChildProcessByStdio<null, Readable, Readable>) => void,
  ): Promise<string> => {
    const child = spawn(
      process.execPath,
      [
        join(import.meta.dirname, 'processes', 'clerk.ts'),
        directory,
        proxy.url,
        account,
        options.password,
        String(options.share),
        String(pace),
      ],
      {
        cwd: projectRoot,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, NODE_COMPILE_CACHE: options.compileCache },
      },
    );
    const impatient = patience === null ? undefined : setTimeout(() => child.kill('SIGKILL'), patience);
    const command: { intention: Intention | null; told: number } = { intention: null, told: 0 };
    let words = '';
    child.stderr.on('data', (bytes: Buffer) => (words += bytes.toString()));
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = lineSchema.parse(JSON.parse(text));
      if (line.event === 'started') clearTimeout(impatient);
      if (line.event === 'intends') {
        // The command before has returned: it saved nothing, or all of it was told.
        command.intention = line;
        command.told = 0;
      } else if (line.event === 'saved') {
        saved.push(line);
        command.told += 1;
        if (command.told === command.intention?.records.length) command.intention = null;
      } else if (line.event === 'refused')
        complaints.push(`the start was refused: ${line.reason} ${line.detail} ${line.recovery ?? ''}`);
      else if (line.event === 'started' && line.deviceEpoch !== 1)
        complaints.push(`a kill was taken for a restored copy: device epoch ${line.deviceEpoch}`);
      heard(line, child);
    });
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => (code === 1 ? reject(new Error(words)) : resolve()));
    });
    clearTimeout(impatient);
    if (command.intention) unanswered.push(command.intention);
    return words;
  };

  return {
    account,
    directory,
    saved,
    unanswered,
    complaints,
    async dieWriting() {
      let commands = 1 + Math.floor(chance.number() * 12);
      let death: Death = 'elsewhere';
      await live(0, startPatience * patienceFactor, (line, child) => {
        if (line.event !== 'intends') return;
        commands -= 1;
        if (commands !== 0) return;
        death = 'writing';
        // A command with its two files on disk takes some milliseconds.
        const after = chance.number() * 8;
        if (after < 1) child.kill('SIGKILL');
        else setTimeout(() => child.kill('SIGKILL'), after);
      });
      return lived(death);
    },
    async dieSending(moment) {
      let death: Death = 'elsewhere';
      let patience: NodeJS.Timeout | undefined;
      await live(60, startPatience * patienceFactor, (line, child) => {
        if (line.event !== 'started') return;
        patience = setTimeout(() => child.kill('SIGKILL'), sendingPatience * patienceFactor);
        proxy.atSending(moment, () => {
          death = 'sending';
          child.kill('SIGKILL');
        });
      });
      clearTimeout(patience);
      proxy.atSending(null, () => undefined);
      return lived(death);
    },
    async rest() {
      const ends: { unsettled: number; needPerson: number }[] = [];
      const words = await live('rest', null, (line) => {
        if (line.event === 'rested') ends.push(line);
      });
      const [end] = ends;
      if (!end) throw new Error(`${account} did not come to rest: ${words} ${complaints.join('; ')}`);
      return end;
    },
  };
}
