/** Results as inspectors enter them: valid by the rules of the checklist, some with problems found. */
import type { Answer, Checklist, CheckPoint } from '#shared/domains/inspections/checklist.ts';
import { pointsOf } from '#shared/domains/inspections/checklist.ts';
import type { ResultInput } from '#shared/domains/inspections/results.ts';
import { chinaDate } from '#shared/trade/working-days.ts';
import type { Random } from '../random.ts';
import type { SeedFile } from './files-seed.ts';

function answerTo(point: CheckPoint, random: Random, problem: boolean): Answer {
  const answer = (value: Answer['value'], issue = ''): Answer => ({
    pointId: point.id,
    state: 'answered',
    value,
    issue,
  });
  switch (point.type) {
    case 'choice':
      return answer(point.options[0] ?? '');
    case 'number':
      return answer(Math.round((point.usualFrom ?? 0) + random.next() * 2));
    case 'text':
      return answer(random.chance(0.4) ? '现场核对，未见异常' : '—');
    case 'yesNo':
      if (!problem) return answer(point.sound);
      return answer(point.sound === 'yes' ? 'no' : 'yes', `${point.title}：现场核查与规定不符`);
  }
}

/** A result entered at `at` (milliseconds). `problem`: the first 是非型 point shows one. */
export function seedResult(
  random: Random,
  checklist: Checklist,
  details: {
    at: number;
    problem: boolean;
    inspector: string;
    contact: string;
    files: { photo: SeedFile; signature: SeedFile };
  },
): ResultInput {
  const { at, problem, files } = details;
  const points = pointsOf(checklist);
  const wrong = problem ? points.find(({ type }) => type === 'yesNo')?.id : undefined;
  const instant = new Date(at).toISOString();
  const sign = (role: 'inspector' | 'inspected', name: string): ResultInput['signatures'][number] => ({
    id: random.uuid(),
    role,
    name,
    sha256: files.signature.sha256,
    refused: false,
    refusalWords: '',
    at: instant,
  });
  return {
    checklistVersion: checklist.version,
    checkWays: ['onSite'],
    answers: points.map((point) => answerTo(point, random, point.id === wrong)),
    extraItems: [],
    outcomes: [wrong ? 'corrected' : 'noIssue'],
    foundIssues: wrong ? '部分事项与规定不符，详见检查内容' : '未发现问题',
    handling: wrong ? '当场责令改正，十五日内复查' : '检查情况正常',
    followUp: wrong ? 'orderCorrection' : 'none',
    followUpWords: '',
    remark: '',
    inspectedOn: chinaDate(at),
    phone: '19900000000',
    explanations: [],
    evidence: [
      {
        id: random.uuid(),
        sha256: files.photo.sha256,
        bytes: files.photo.content.length,
        mediaType: 'image/png',
        name: '现场照片.png',
        caption: '经营场所现场',
        takenAt: instant,
        pointId: null,
      },
    ],
    signatures: [sign('inspector', details.inspector), sign('inspected', details.contact)],
  };
}
