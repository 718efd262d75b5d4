/**
 * A file of 50 MB over 256 kbit/s, the line cut every 30 s: the real store, the real engine, the real platform, in simulated
 * time over a simulated line. The limit is the line itself, without a cut.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PlatformRequest, PlatformTransport } from '#core/environment.ts';
import { openAttachmentStore } from '#core/sync/attachments/store.ts';
import { createSyncEngine } from '#core/sync/engine.ts';
import type { Workspace } from '#core/workspace.ts';
import { accounts } from '#platform/county.ts';
import { createDemoPlatform, type DemoPlatform } from '#platform/platform.ts';
import { openTestWorkspace, seededChance, testLog } from '../integration/core/support.ts';
import { createPcClock, createWorld, type World } from '../simulation/world.ts';
import type { BenchContext, BenchRow } from './measure.ts';
import { provinceKey, randomNumbers } from './province.ts';
import { clientVersion, sessionOf } from './sync-client.ts';

const bytesPerSecond = 256_000 / 8;
const cutEvery = 30_000;
const downFor = 2000;
const latency = 60;
/** Request line and headers, about; they take their time on the line as well. */
const headerBytes = 600;

interface Counted {
  /** Bytes of files that went over the line, whether they arrived whole or not. */
  fileBytes: number;
  requests: number;
  cuts: number;
}

export async function benchAttachment(context: BenchContext): Promise<BenchRow[]> {
  const bytes = Math.round(50 * 1024 * 1024 * context.scale);
  const { counted, seconds } = await send(bytes, mkdtempSync(join(context.directory, 'attachment-')));
  const again = counted.fileBytes - bytes;
  const bare = bytes / bytesPerSecond;
  const share = again / bytes;
  return [
    {
      item: '大附件慢线路',
      case: `${(bytes / 1024 / 1024).toFixed(0)} MB，256 kbit/s，每 30 秒断一次`,
      project: `重发 ${(share * 100).toFixed(2)} %，${(seconds / 60).toFixed(1)} 分钟`,
      limit: `线路本身 ${(bare / 60).toFixed(1)} 分钟`,
      ratio: seconds / bare,
      target: '重发 ≤ 5 %',
      met: share <= 0.05,
      note: `断线 ${counted.cuts} 次，请求 ${counted.requests} 次`,
    },
  ];
}

async function send(bytes: number, directory: string): Promise<{ counted: Counted; seconds: number }> {
  const world = createWorld(5);
  const clock = createPcClock(world);
  const person = accounts[0]!;
  const platform = createDemoPlatform({
    dataDirectory: ':memory:',
    seed: 4,
    scale: 'small',
    counts: { enterprises: 5, notices: 5 },
    clock: world.now,
    random: world.chance.number,
  });
  const counted: Counted = { fileBytes: 0, requests: 0, cuts: 0 };
  const transport = slowLine(world, platform, counted);
  const { code, name } = person.department;
  const blank = openTestWorkspace({ directory, department: { code, name }, actor: { account: person.account } });
  const chance = seededChance(12);
  const correctedNow = () => new Date(clock.now()).toISOString();
  const workspace: Workspace = { ...blank, environment: { clock, chance, transport, log: testLog() }, correctedNow };
  const attachments = openAttachmentStore({ workspace, databaseKey: provinceKey });
  const sha256 = await takeIn(attachments, bytes);
  carry(workspace, sha256);
  const baseUrl = () => 'http://platform.invalid';
  const engine = createSyncEngine({
    workspace,
    collections: [],
    platform: sessionOf(workspace, person, baseUrl),
    baseUrl,
    clientVersion,
    attachments,
  });
  engine.start();
  const limit = (bytes / bytesPerSecond) * 3000 + 60_000;
  while (!engine.summary().allDelivered && world.passed() < limit) await world.advance(1000);
  const seconds = world.passed() / 1000;
  const stored = platform.control.attachments().find((one) => one.sha256 === sha256);
  clock.dead = true;
  const delivered = engine.summary().allDelivered && stored?.complete === true;
  blank.close();
  platform.close();
  rmSync(directory, { recursive: true, force: true });
  if (!delivered) throw new Error(`the file is not on the platform after ${seconds} s: ${JSON.stringify(stored)}`);
  return { counted, seconds };
}

async function takeIn(attachments: ReturnType<typeof openAttachmentStore>, bytes: number): Promise<string> {
  const begun = attachments.begin({ name: '现场录像.bin', mediaType: 'application/octet-stream', bytes });
  if (!begun.ok) throw new Error(begun.reason);
  const random = randomNumbers(3);
  const chunk = Buffer.alloc(1024 * 1024);
  for (let at = 0; at < bytes; at += chunk.length) {
    for (let word = 0; word < chunk.length; word += 4) chunk.writeUInt32LE((random() * 2 ** 32) >>> 0, word);
    attachments.append(begun.uploadId, at, chunk.subarray(0, Math.min(chunk.length, bytes - at)));
  }
  const taken = await attachments.finish(begun.uploadId, null);
  if (!taken.ok) throw new Error(taken.reason);
  return taken.sha256;
}

/** An accepted operation that refers to the file: only then may it leave. */
function carry({ database, environment, actor }: Workspace, sha256: string): void {
  const operation = environment.chance.uuid();
  database
    .prepare(
      `INSERT INTO outbox (id, collection, record_id, record_title, kind, payload, actor, time, device_epoch, state, attempts)
       VALUES (?, 'inspectionSubjects', 'r', '', 'bench', '{}', ?, '', 1, 'accepted', 1)`,
    )
    .run(operation, JSON.stringify(actor));
  database
    .prepare(
      `INSERT INTO attachment_use (id, sha256, collection, record_id, operation_id, name, caption, added_at)
       VALUES (?, ?, 'inspectionSubjects', 'r', ?, '', '', '')`,
    )
    .run(environment.chance.uuid(), sha256, operation);
}

/** One exchange after the other; whatever is under way at a cut is lost, and for a moment nothing answers. */
function slowLine(world: World, platform: DemoPlatform, counted: Counted): PlatformTransport {
  const nextCut = (): number => Math.ceil((world.passed() + 1) / cutEvery) * cutEvery;
  return {
    exchange: (_baseUrl, request: PlatformRequest) =>
      new Promise((resolve) => {
        counted.requests += 1;
        const isDown = world.passed() >= cutEvery && world.passed() % cutEvery < downFor;
        if (isDown) {
          world.after(latency, () => resolve({ came: 'nothing', why: 'unreachable', detail: '线路断开' }));
          return;
        }
        const body = Buffer.from(request.body ?? '');
        const isFile = request.method === 'PUT';
        const travel = ((body.length + headerBytes) / bytesPerSecond) * 1000 + latency;
        const cut = nextCut() - world.passed();
        if (travel >= cut) {
          counted.cuts += 1;
          // What has left by then was sent for nothing.
          if (isFile) counted.fileBytes += Math.min(body.length, Math.round((cut / 1000) * bytesPerSecond));
          world.after(cut, () => resolve({ came: 'nothing', why: 'cut', detail: '线路断开' }));
          return;
        }
        world.after(travel, () => {
          if (isFile) counted.fileBytes += body.length;
          const { method, path, headers } = request;
          const answer = platform.handle({ method, path, headers, body });
          const back = latency + ((answer.body.length + headerBytes) / bytesPerSecond) * 1000;
          const left = nextCut() - world.passed();
          if (back >= left) {
            counted.cuts += 1;
            world.after(left, () => resolve({ came: 'nothing', why: 'cut', detail: '应答途中断开' }));
            return;
          }
          world.after(back, () =>
            resolve({ came: 'answer', status: answer.status, headers: answer.headers, body: answer.body.toString() }),
          );
        });
      }),
  };
}
