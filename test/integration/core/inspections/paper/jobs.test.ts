import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pieceBytes } from '#shared/contract/exports.ts';
import type { ExportJob } from '#shared/contract/export-job.ts';
import type { PrintRequest } from '#shared/domains/inspections/requests.ts';
import { papers, sheets } from '#core/domains.ts';
import { createExports, type Exports } from '#core/exports/exports.ts';
import { startExportInThread } from '#core/exports/thread.ts';
import { createSealer } from '#core/sync/attachments/sealed-file.ts';
import { openTestWorkspace, resourcesDirectory, temporaryDirectory, type TestWorkspace } from '../../support.ts';
import { makeSubject } from '../fixtures.ts';
import { png } from '../../../../unit/core/documents/pictures.ts';
import { drawnText, entered, evidence, pagesOf, picturesIn, store } from './paper.ts';

const key = Uint8Array.from({ length: 32 }, (_, index) => (index * 11) % 256);
const directory = temporaryDirectory('paper-jobs');
const waiting = Array.from({ length: 50 }, (_, index) => makeSubject(index));
const done = makeSubject(70, { enterpriseName: '青溪县/斜线:公司', result: entered({ signatures: [] }) });

let workspace: TestWorkspace;
beforeAll(() => {
  workspace = openTestWorkspace({ file: join(directory, 'department.db'), key, directory });
  store(workspace, [...waiting, done]);
});
afterAll(() => {
  workspace.close();
  rmSync(directory, { recursive: true, force: true });
});

/** Lays a file among the attachments as the client keeps them. */
function keep(content: Buffer, damage = false): string {
  const sha256 = createHash('sha256').update(content).digest('hex');
  const sealer = createSealer(key, Buffer.alloc(16, content.length % 251));
  const header = sealer.header({ sha256, bytes: content.length, mediaType: 'image/png' });
  const file = Buffer.concat([header, sealer.part(0, content)]);
  if (damage) file.writeUInt8(file.readUInt8(file.length - 20) ^ 1, file.length - 20);
  mkdirSync(join(directory, 'attachments'), { recursive: true });
  writeFileSync(join(directory, 'attachments', sha256), file);
  return sha256;
}

const newExports = (resources = resourcesDirectory) =>
  createExports({
    workspace,
    databaseKey: key,
    start: startExportInThread(),
    resourcesDirectory: resources,
    open: () => Promise.resolve(true),
    sheets,
    papers,
  });
const fifty: PrintRequest = { kind: 'inspectionForms', ids: waiting.map(({ id }) => id), form: 'record', blank: true };

async function settled(exports: Exports, id: string): Promise<ExportJob> {
  for (;;) {
    const job = exports.list().find((one) => one.id === id)!;
    if (job.state !== 'running') return job;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('a print', () => {
  it('of 50 subjects is one file from the encrypted database, made in a thread of its own', async () => {
    const exports = newExports();
    const started = exports.print(fifty)!;
    expect(started).toMatchObject({ state: 'running', title: '随机抽查情况记录表' });
    expect(started.fileName).toBe('随机抽查情况记录表（空白）-50户-20260302-0900.pdf');
    const job = await settled(exports, started.id);
    expect(job).toMatchObject({ state: 'done', done: 50, total: 50, failure: null });
    expect(job.notes).toBeUndefined();
    const pages = await pagesOf(job.path!);
    expect(pages.filter((page) => page.includes('第1页共'))).toHaveLength(50);
    for (const { enterpriseName } of waiting) expect(pages.some((page) => page.includes(enterpriseName))).toBe(true);
  });

  it('clears away what a power cut left; one that fails by a bug is told in the log without the name of whom it is about', async () => {
    const exports = createExports({
      workspace,
      databaseKey: key,
      start: (task) => ({
        ended: Promise.resolve({ type: 'failed', reason: null, detail: `EIO: i/o error, open '${task.path}.part'` }),
        cancel: () => Promise.resolve(),
      }),
      resourcesDirectory,
      open: () => Promise.resolve(true),
      sheets,
      papers,
    });
    // Of another day, when the power was cut.
    const half = join(workspace.exportsDirectory(), '随机抽查情况记录表-50户-20260101-0905.pdf.part');
    mkdirSync(workspace.exportsDirectory(), { recursive: true });
    writeFileSync(half, 'half');
    utimesSync(half, 1, 1);
    const started = exports.print({ kind: 'inspectionForms', ids: [done.id], form: 'record', blank: true })!;
    expect(existsSync(half)).toBe(false);
    expect(started.fileName).toContain('青溪县');
    expect(await settled(exports, started.id)).toMatchObject({ state: 'failed' });
    const logged = workspace.environment.log.lines.filter(({ event }) => event === '导出出错');
    expect(logged).toHaveLength(1);
    expect(logged[0]?.facts['title']).toBe('随机抽查情况记录表');
    const { error, ...others } = logged[0]!.facts;
    expect(`${String(error)}${JSON.stringify(others)}`).toContain('［文件］.pdf.part');
    expect(`${String(error)}${JSON.stringify(others)}`).not.toContain('青溪县');
  });

  it('can be cancelled on the way, and leaves nothing behind', async () => {
    const exports = newExports();
    const before = readdirSync(workspace.exportsDirectory());
    const job = exports.print(fifty)!;
    while (!exports.list().some(({ id, done: pages }) => id === job.id && pages > 0))
      await new Promise((resolve) => setTimeout(resolve, 2));
    expect(await exports.cancel(job.id)).toBe(true);
    expect(await settled(exports, job.id)).toMatchObject({ state: 'cancelled', path: null });
    expect(readdirSync(workspace.exportsDirectory())).toEqual(before);
  });

  it('takes photos from the encrypted attachments; a damaged one is told in its place', async () => {
    const [whole, bent] = [keep(png(120, 80)), keep(png(90, 90), true)];
    const photos = [evidence(1, whole), evidence(2, bent)];
    const subject = makeSubject(80, { result: entered({ signatures: [], evidence: photos }) });
    store(workspace, [subject]);
    const exports = newExports();
    const job = await settled(
      exports,
      exports.print({ kind: 'inspectionForms', ids: [subject.id], form: 'record', blank: false })!.id,
    );
    expect(job).toMatchObject({ state: 'done', failure: null });
    expect(await picturesIn(job.path!)).toBe(1);
    expect(await drawnText(job.path!)).toContain('〔未能印出：IMG_0002.png，本机保存的文件已损坏〕');
    expect(job.notes).toEqual([`${subject.enterpriseName}：1 张照片或附件未能印出，原因印在原处`]);
  });

  it('of one subject is named after it, with no sign that a file name cannot have', async () => {
    const exports = newExports();
    const job = await settled(
      exports,
      exports.print({ kind: 'inspectionForms', ids: [done.id], form: 'record', blank: false })!.id,
    );
    expect(job.fileName).toBe('随机抽查情况记录表-青溪县 斜线 公司-20260302-0900.pdf');
    expect(existsSync(job.path!)).toBe(true);
  });

  it('says with the finished file of whom there was nothing to print', async () => {
    const exports = newExports();
    const ids = [done.id, waiting[0]!.id, 'unknown'];
    const job = await settled(
      exports,
      exports.print({ kind: 'inspectionForms', ids, form: 'record', blank: false })!.id,
    );
    expect(job).toMatchObject({ state: 'done', done: 1 });
    expect(job.notes).toEqual([
      `${waiting[0]!.enterpriseName}：还没有录入检查结果，没有打印`,
      'unknown：本机已没有这个抽查主体，没有打印',
    ]);
  });

  it('is read for the preview piece by piece, and only the very file that the job made', async () => {
    const exports = newExports();
    const job = await settled(exports, exports.print(fifty)!.id);
    const whole = readFileSync(job.path!);
    const pieces: Uint8Array[] = [];
    for (let offset = 0; offset < job.bytes!; offset += pieces.at(-1)!.length) {
      const piece = await exports.read(job.id, offset);
      if (typeof piece === 'string') throw new Error(piece);
      expect(piece.total).toBe(whole.length);
      expect(piece.bytes.length).toBe(Math.min(pieceBytes, whole.length - offset));
      pieces.push(piece.bytes);
    }
    expect(Buffer.concat(pieces).equals(whole)).toBe(true);
    expect(await exports.read(job.id, whole.length + 9)).toEqual({ bytes: new Uint8Array(), total: whole.length });

    expect(await exports.read('0a1b2c3d-0000-4000-8000-000000000001', 0), 'of no job').toBe('paperGone');
    expect(await newExports().read(job.id, 0), 'of another session').toBe('paperGone');
    writeFileSync(job.path!, Buffer.concat([whole, Buffer.from('more')]));
    expect(await exports.read(job.id, 0)).toBe('paperChanged');
    rmSync(job.path!);
    expect(await exports.read(job.id, 0)).toBe('paperGone');
    mkdirSync(job.path!);
    expect(await exports.read(job.id, 0), 'a folder of its name').not.toHaveProperty('bytes');
    rmSync(job.path!, { recursive: true });
  });

  it('is what the preview reads: no Excel, and nothing before it is finished', async () => {
    const exports = newExports();
    const printed = exports.print(fifty)!;
    expect(await exports.read(printed.id, 0)).toBe('paperGone');
    const sheet = exports.start({ kind: 'inspectionTasks', page: 'query', filter: {} })!;
    expect(await settled(exports, sheet.id)).toMatchObject({ state: 'done' });
    expect(await exports.read(sheet.id, 0)).toBe('paperGone');
    await settled(exports, printed.id);
  });

  it('is not begun where no subject has what the form needs', () => {
    const exports = newExports();
    expect(exports.print({ kind: 'inspectionForms', ids: [waiting[0]!.id], form: 'record', blank: false })).toBeNull();
    expect(exports.print({ kind: 'inspectionForms', ids: ['unknown'], form: 'notice', blank: true })).toBeNull();
    expect(exports.list()).toEqual([]);
  });

  it('without its font is a fault of the installation that is told at once, not an empty file', () => {
    const exports = newExports(join(directory, 'nowhere'));
    expect(() => exports.print(fifty)).toThrow(/no font for documents/);
    expect(exports.list()).toEqual([]);
  });
});
