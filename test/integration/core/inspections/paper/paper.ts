/** Subjects for print, and what can be read off a PDF with poppler. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Evidence, ResultInput } from '#shared/domains/inspections/results.ts';
import { pointsOf, type Checklist } from '#shared/domains/inspections/checklist.ts';
import type { Subject } from '#shared/domains/inspections/subjects.ts';
import { checklistsCollection, plansCollection, subjectsCollection } from '#core/inspections/sync.ts';
import type { TestWorkspace } from '../../support.ts';
import { lin, makePlan, ownDepartment, smallChecklist, soundResult } from '../fixtures.ts';

const run = promisify(execFile);

/** Text of the file page by page, without the white space of the layout. */
export async function pagesOf(path: string): Promise<string[]> {
  const { stdout } = await run('pdftotext', ['-layout', '-enc', 'UTF-8', path, '-'], { maxBuffer: 64 * 1024 * 1024 });
  return stdout
    .split('\f')
    .slice(0, -1)
    .map((page) => page.replace(/\s+/g, ''));
}

/** Text of the file in the order in which it was drawn: a cell's lines follow one another. */
export async function drawnText(path: string): Promise<string> {
  const { stdout } = await run('pdftotext', ['-raw', '-enc', 'UTF-8', path, '-'], { maxBuffer: 64 * 1024 * 1024 });
  return stdout.replace(/\s+/g, '');
}

export interface FontFact {
  readonly embedded: boolean;
  readonly subset: boolean;
}
export async function fontsOf(path: string): Promise<FontFact[]> {
  const { stdout } = await run('pdffonts', [path]);
  return stdout
    .trim()
    .split('\n')
    .slice(2)
    .map((line) => {
      const [embedded, subset] = line.trim().split(/\s+/).slice(-5);
      return { embedded: embedded === 'yes', subset: subset === 'yes' };
    });
}

/** Number of pictures that are drawn in the file. */
export async function picturesIn(path: string): Promise<number> {
  const { stdout } = await run('pdfimages', ['-list', path]);
  return stdout.trim().split('\n').length - 2;
}

export async function paperSizes(path: string): Promise<string> {
  const { stdout } = await run('pdfinfo', [path]);
  return /Page size:\s+(.*)/.exec(stdout)?.[1] ?? '';
}

/** Share of the page's pixels that are dark, page by page: an empty page, or a black one, shows. */
export async function inkOf(path: string, page: number): Promise<number> {
  const { stdout } = await run('pdftoppm', ['-gray', '-r', '40', '-f', String(page), '-l', String(page), path], {
    encoding: 'buffer',
    maxBuffer: 16 * 1024 * 1024,
  });
  const header = /^P5\s+(\d+)\s+(\d+)\s+\d+\s/.exec(stdout.toString('latin1', 0, 40));
  if (!header) throw new Error('pdftoppm gave no picture');
  const pixels = stdout.subarray(header[0].length);
  return pixels.filter((value) => value < 128).length / pixels.length;
}

/** Two groups, so that there are two 专项记录表. */
export const checklist: Checklist = smallChecklist({
  groups: [
    ...smallChecklist().groups,
    {
      name: '广告发布',
      line: '市场监管',
      items: Array.from({ length: 6 }, (_, index) => ({
        id: `gg${index}`,
        name: `广告样本第${index + 1}组`,
        method: '抽取近三个月发布的广告样本，核对审查证明与发布内容。'.repeat(index + 1),
        basis: '广告管理有关规定',
        points: smallChecklist().groups[0]!.items[0]!.points.map((point) => ({ ...point, id: `${point.id}-${index}` })),
      })),
    },
  ],
  materials: ['营业执照', '广告发布登记簿'],
});

export const evidence = (index: number, sha256: string, change: Partial<Evidence> = {}): Evidence => ({
  id: `00000000-0000-4000-9000-${String(index).padStart(12, '0')}`,
  sha256,
  bytes: 1000,
  mediaType: 'image/png',
  name: `IMG_${String(index).padStart(4, '0')}.png`,
  caption: `现场照片之${index}`,
  takenAt: '2026-03-02T01:20:00.000Z',
  pointId: pointsOf(checklist)[0]!.id,
  ...change,
});

export const entered = (change: Partial<ResultInput> = {}): NonNullable<Subject['result']> => ({
  ...soundResult(checklist, change),
  person: lin.name,
  account: lin.account,
  department: ownDepartment,
  at: '2026-03-02T02:00:00.000Z',
});

/** Puts subjects, their plan and checklist on this PC. */
export function store(workspace: TestWorkspace, subjects: readonly Subject[]): void {
  workspace.database.transaction(() => {
    checklistsCollection.write(workspace, [{ id: checklist.id, revision: 1, data: checklist }]);
    const plan = makePlan();
    plansCollection.write(workspace, [{ id: plan.id, revision: 1, data: plan }]);
    subjectsCollection.write(
      workspace,
      subjects.map((data) => ({ id: data.id, revision: 1, data })),
    );
  })();
}
