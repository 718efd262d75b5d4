/** 执法检查人员名录导入: every row of a 登记表 is judged by the five outcomes of the manual (六、1.2.2). */
import type { z } from 'zod';
import { type importChoiceSchema, importOutcomes, type ImportRow } from '#shared/domains/inspectors/contract.ts';
import type { ImportProblem } from '#shared/contract/imports.ts';
import { type InspectorInput, inspectorInputSchema } from '#shared/domains/inspectors/record.ts';
import { educationOf, inspectionLines, inspectorTypes } from '#shared/domains/inspectors/words.ts';
import type { Staff } from '#shared/domains/inspectors/staff.ts';
import type { FieldReason } from '#shared/platform-api/interface.ts';
import { dateOf, examine } from '../imports/examine.ts';
import { createImport, type JudgedRow } from '../imports/import.ts';
import { perform } from '../sync/perform.ts';
import { reasonsOf } from '../sync/perform-many.ts';
import { allInspectors, allStaff, listedWords } from './queries.ts';
import { inspectorsCollection } from './sync.ts';
import { type InspectorRow, inspectorTemplate } from './template.ts';

type Outcome = (typeof importOutcomes)[number];
/** The input is without the account of ambiguous rows, which the person still has to name. */
type Judged = JudgedRow<ImportRow, InspectorInput>;
type Choice = z.infer<typeof importChoiceSchema>;

export const inspectorImport = createImport({
  template: inspectorTemplate,
  outcomes: importOutcomes,
  collection: 'inspectors',
  judge: ({ database }, rows: readonly InspectorRow[]) =>
    judge(rows, allStaff(database), new Map(allInspectors(database).map(({ account, revoked }) => [account, revoked]))),
  storing(workspace) {
    const listed = new Set(allInspectors(workspace.database).map(({ account }) => account));
    return (judged: Judged, choice: Choice | undefined) => {
      const inspector = inputOf(judged, choice?.account, listed);
      if ('code' in inspector) return [inspector];
      const recordId = workspace.environment.chance.uuid();
      const performed = perform(workspace, inspectorsCollection, {
        recordId,
        kind: 'inspectors.add',
        payload: { inspector },
      });
      if (!performed.ok) return reasonsOf(performed, '名录里没有这一条');
      listed.add(inspector.account);
      return recordId;
    };
  },
});

/** What goes in for a row, or why it may not. */
function inputOf(
  { shown, input }: Judged,
  account: string | undefined,
  listed: ReadonlySet<string>,
): InspectorInput | FieldReason {
  const say = (code: string, message: string) => ({ field: '', code, message });
  if (!input || (shown.outcome !== 'ready' && shown.outcome !== 'ambiguous'))
    return say(shown.outcome, shown.problems[0]?.message ?? '这一行不能导入');
  if (shown.outcome === 'ready') return listed.has(input.account) ? say('repeated', '该人员已在名录中') : input;
  if (!shown.candidates.some(({ id }) => id === account)) return say('ambiguous', '有多名同名人员，请先选定是哪一位');
  if (account === undefined || listed.has(account)) return say('repeated', '选定的人员已在名录中');
  return { ...input, account, unit: shown.candidates.find(({ id }) => id === account)?.unit ?? '' };
}

/**
 * Judges rows against the accounts of the department and those in the 名录 already, and against each other. Pure.
 * @param listed accounts in the 名录, and whether they are revoked
 */
export function judge(
  rows: readonly InspectorRow[],
  staff: readonly Staff[],
  listed: ReadonlyMap<string, boolean>,
): Judged[] {
  const people = new Map<string, Staff[]>();
  for (const person of staff) if (person.active) people.set(person.name, [...(people.get(person.name) ?? []), person]);
  const taken = new Set(listed.keys());
  const firstOf = new Map<string, number>();
  return rows.map((row) => {
    const { cells } = row;
    const { problems, input } = examined(row);
    const candidates = people.get(cells.name) ?? [];
    const [person, ...others] = candidates;
    const make = (outcome: Outcome, extra: readonly ImportProblem[] = [], account: string | null = null): Judged => ({
      shown: {
        row: row.row,
        name: cells.name,
        certificateNumber: cells.certificateNumber,
        lines: cells.lines,
        organ: person && others.length === 0 ? person.department.name : '',
        outcome,
        candidates: outcome === 'ambiguous' ? candidates : [],
        problems: [...problems, ...extra],
      },
      input: account === null ? null : { ...input, account, unit: person?.unit ?? '' },
    });
    if (problems.length > 0) return make('incomplete');
    const nameProblem = (message: string) => [{ column: '姓名', message }];
    if (!person)
      return make('unknownPerson', nameProblem(`本机关范围内没有用户“${cells.name}”，请先请平台管理员建立账号`));
    if (others.length > 0) {
      const free = candidates.filter(({ id }) => !taken.has(id));
      if (free.length > 0)
        return make('ambiguous', nameProblem(`有 ${candidates.length} 名用户叫“${cells.name}”，请选定是哪一位`), '');
      return make('repeated', nameProblem('同名的人员都已在名录中'));
    }
    if (taken.has(person.id)) {
      const first = firstOf.get(person.id);
      return make(
        'repeated',
        nameProblem(first === undefined ? listedWords(listed.get(person.id) ?? false) : `与第${first}行重复`),
      );
    }
    taken.add(person.id);
    firstOf.set(person.id, row.row);
    return make('ready', [], person.id);
  });
}

/** Everything wrong with the cells of one row, by column; and what they say, still without an account. */
function examined(row: InspectorRow): { problems: readonly ImportProblem[]; input: InspectorInput } {
  const { cells } = row;
  const { problems, say, among } = examine(row, inspectorTemplate);
  if (cells.gender !== '' && cells.gender !== '男' && cells.gender !== '女')
    say('gender', `“${cells.gender}”应为男或女`);
  const age = ageOf(cells.age);
  if (cells.age !== '' && age === null) say('age', `“${cells.age}”不是 16 至 80 的整数`);
  const types = among('types', inspectorTypes);
  const lines = among('lines', inspectionLines);
  const [from, to] = [dateOf(cells.certificateFrom), dateOf(cells.certificateTo)];
  for (const [key, date] of [
    ['certificateFrom', from],
    ['certificateTo', to],
  ] as const)
    if (cells[key] !== '' && date === null) say(key, `“${cells[key]}”不是日期，应如 2000年12月30日`);
  if (from && to && to < from) say('certificateTo', '有效期截止早于起始');
  const input: InspectorInput = {
    account: '',
    name: cells.name,
    gender: cells.gender === '男' ? 'male' : cells.gender === '女' ? 'female' : null,
    age,
    education: educationOf(cells.education),
    types,
    lines,
    area: cells.area,
    skills: [...new Set(cells.skills.split(/[,，、;；\n]+/).map((skill) => skill.trim()))].filter(Boolean),
    certificateNumber: cells.certificateNumber,
    certificateFrom: from,
    certificateTo: to,
    certificateOrgan: '',
    phone: cells.phone,
    mobile: cells.mobile,
    onDuty: true,
    remark: '',
  };
  if (problems.length === 0) {
    const parsed = withoutAccount.safeParse(input);
    for (const issue of parsed.success ? [] : parsed.error.issues) {
      const key = String(issue.path[0] ?? '');
      problems.push({
        column: inspectorTemplate.columns.find((one) => one.key === key)?.title ?? key,
        message: '内容过长或含有不能识别的字符',
      });
    }
  }
  return { problems, input };
}

/** Who it is is found by the name, later. */
const withoutAccount = inspectorInputSchema.omit({ account: true });

function ageOf(text: string): number | null {
  const age = /^\d{1,3}岁?$/.test(text) ? Number.parseInt(text, 10) : Number.NaN;
  return age >= 16 && age <= 80 ? age : null;
}
