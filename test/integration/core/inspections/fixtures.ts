/** Invented plans, subjects and results for tests of 双随机抽查. */
import { createHash } from 'node:crypto';
import type { Checklist } from '#shared/domains/inspections/checklist.ts';
import { pointsOf } from '#shared/domains/inspections/checklist.ts';
import type { Plan } from '#shared/domains/inspections/plans.ts';
import type { ResultInput } from '#shared/domains/inspections/results.ts';
import type { InspectorReference, Subject } from '#shared/domains/inspections/subjects.ts';
import { addDays } from '#shared/trade/working-days.ts';

export const ownDepartment = { code: '431299001', name: '青溪县文化广电局' };
export const otherDepartment = { code: '431299002', name: '青溪县农业农村局' };

export const lin: InspectorReference = {
  account: 'lin01',
  name: '林知夏',
  certificateNumber: '青执0001',
  department: ownDepartment,
};
export const shen: InspectorReference = {
  account: 'shen02',
  name: '沈岸舟',
  certificateNumber: '青执0002',
  department: ownDepartment,
};

/** A checklist with one point of each type. */
export const smallChecklist = (change: Partial<Checklist> = {}): Checklist => ({
  id: 'CL9-v1',
  checklistId: 'CL9',
  version: 1,
  name: '文化经营抽查',
  groups: [
    {
      name: '经营行为',
      line: '文化',
      items: [
        {
          id: 'jy',
          name: '持证经营',
          method: '查验证照',
          basis: '相关规定',
          points: [
            { id: 'p1', type: 'yesNo', title: '是否持证经营', required: true, sound: 'yes' },
            { id: 'p2', type: 'choice', title: '证照与实际', required: true, options: ['一致', '不一致'] },
            { id: 'p3', type: 'number', title: '在场人数', required: true, unit: '人', usualFrom: 0, usualTo: 100 },
            { id: 'p4', type: 'text', title: '情况说明', required: false, maximumLength: 200 },
          ],
        },
      ],
    },
  ],
  materials: ['营业执照'],
  ...change,
});

/** A result in which nothing is wrong or doubtful. */
export const soundResult = (checklist: Checklist, change: Partial<ResultInput> = {}): ResultInput => ({
  checklistVersion: checklist.version,
  checkWays: ['onSite'],
  answers: pointsOf(checklist).map((point) => ({
    pointId: point.id,
    state: 'answered',
    value:
      point.type === 'yesNo'
        ? point.sound
        : point.type === 'choice'
          ? point.options[0]!
          : point.type === 'number'
            ? (point.usualFrom ?? 1)
            : '无',
    issue: '',
  })),
  extraItems: [],
  outcomes: ['noIssue'],
  foundIssues: '未发现问题',
  handling: '检查情况正常',
  followUp: 'none',
  followUpWords: '',
  remark: '',
  inspectedOn: '2026-03-02',
  phone: '07458123456',
  explanations: [],
  evidence: [],
  signatures: [
    signature('00000000-0000-4000-8000-000000000001', 'inspector', '林知夏'),
    signature('00000000-0000-4000-8000-000000000003', 'inspector', '沈岸舟'),
    signature('00000000-0000-4000-8000-000000000002', 'inspected', '周晓禾'),
  ],
  ...change,
});

/** A drawn signature as a file. */
const drawn = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.from('一笔一画')]);
export const signaturePicture = { content: drawn, sha256: createHash('sha256').update(drawn).digest('hex') };

export const signature = (
  id: string,
  role: 'inspector' | 'inspected',
  name: string,
): ResultInput['signatures'][number] => ({
  id,
  role,
  name,
  sha256: signaturePicture.sha256,
  refused: false,
  refusalWords: '',
  at: '2026-03-02T01:00:00.000Z',
});

export const makePlan = (change: Partial<Plan> = {}): Plan => ({
  id: 'FA0001',
  name: '文化市场联合抽查',
  number: '青联抽〔2026〕00001',
  basis: '年度计划',
  drawnUpOn: '2026-02-10',
  from: '2026-02-20',
  to: '2026-03-20',
  leadDepartment: ownDepartment,
  departments: [ownDepartment, otherDepartment],
  scope: '全县文化经营单位',
  requirements: '两人以上持证检查',
  files: [],
  checklistId: 'CL9',
  checklistVersion: 1,
  stage: 'inspecting',
  subjectCount: 10,
  confirmedBy: [ownDepartment.code, otherDepartment.code],
  ...change,
});

export const makeSubject = (index: number, change: Partial<Subject> = {}): Subject => ({
  id: `FA0001-001-${String(index).padStart(4, '0')}`,
  planId: 'FA0001',
  planName: '文化市场联合抽查',
  planNumber: '青联抽〔2026〕00001',
  planFrom: '2026-02-20',
  planTo: addDays('2026-03-10', index % 20),
  checklistId: 'CL9',
  checklistVersion: 1,
  enterpriseId: `E${String(index).padStart(7, '0')}`,
  enterpriseName: `青溪县${['云帆', '竹影', '星河', '松涛'][index % 4]!}文化传媒${index}号有限公司`,
  creditCode: `91431299MA${String(100000 + index)}Y${index % 10}`,
  registrationNumber: null,
  enterpriseKind: index % 3 === 0 ? 'individual' : 'enterprise',
  legalRepresentative: '周晓禾',
  phone: '07458123456',
  address: `青溪县城关镇竹溪路${index + 1}号`,
  registrationOrgan: '青溪县市场监督管理局',
  department: ownDepartment,
  stage: 'waiting',
  confirmationClosed: true,
  inspectors: [lin, shen],
  result: null,
  reviews: [],
  publishedAt: null,
  corrections: [],
  ...change,
});
