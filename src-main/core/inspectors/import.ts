/**
 * 执法检查人员名录导入: a file is read and every row judged by the five outcomes of the manual (六、1.2.2) before anything is
 * stored; then the person says which rows go in, and all of those go in, or none.
 */
import type { z } from 'zod';
import type { ImportPreview, importOutcomes, importRowSchema } from '#shared/domains/inspectors/contract.ts';
import { type InspectorInput, inspectorInputSchema } from '#shared/domains/inspectors/record.ts';
import { inspectionLines, inspectorTypes } from '#shared/domains/inspectors/words.ts';
import type { Staff } from '#shared/domains/inspectors/staff.ts';
import type { FieldReason } from '#shared/platform-api/interface.ts';
import { dateSchema } from '#shared/platform-api/common.ts';
import { inWorkTransaction, perform } from '../sync/perform.ts';
import { type BatchOutcome, reasonsOf } from '../sync/perform-many.ts';
import type { Workspace } from '../workspace.ts';
import { allInspectors, allStaff, listedWords } from './queries.ts';
import { readSheetInThread, type RunningRead, type StartRead } from './sheet-thread.ts';
import { inspectorsCollection } from './sync.ts';
import { type ColumnKey, type SheetProgress, type SheetRead, type SheetRow, templateColumns } from './template.ts';

type PreviewRow = z.infer<typeof importRowSchema>;
type Outcome = (typeof importOutcomes)[number];

interface JudgedRow extends PreviewRow {
  /** Without the account of ambiguous rows, which the person still has to name. */
  readonly input: InspectorInput | null;
}

/** Previews of one workspace that may still be committed; nothing of them is stored anywhere else. */
const previews = new WeakMap<Workspace, Map<string, readonly JudgedRow[]>>();
const mostPreviews = 3;

export type Previewed =
  | { ok: true; preview: ImportPreview }
  | { ok: false; reason: 'badFile'; fields: FieldReason[] }
  | { ok: false; reason: 'cancelled' };

interface Reading extends RunningRead {
  now: SheetProgress;
}
/** Files that are being read, by the id that the page gave. */
const readings = new WeakMap<Workspace, Map<string, Reading>>();

export interface PreviewRequest {
  /** Made by the page, so that it can ask how far it is and cancel it. */
  readonly importId: string;
  readonly fileName: string;
  readonly content: Uint8Array;
}

/** Reads a file in a thread of its own and judges each of its rows; remembers them for `commitImport`. */
export async function previewImport(
  workspace: Workspace,
  { importId, fileName, content }: PreviewRequest,
  start: StartRead = readSheetInThread,
): Promise<Previewed> {
  let running = readings.get(workspace);
  if (!running) readings.set(workspace, (running = new Map<string, Reading>()));
  const started = start(content, (now) => {
    const reading = running.get(importId);
    if (reading) reading.now = now;
  });
  running.set(importId, { ...started, now: { done: 0, total: null } });
  try {
    const sheet = await started.ended;
    // Signed out meanwhile: there is nobody any more to show it to.
    if (sheet === null || !workspace.database.open) return { ok: false, reason: 'cancelled' };
    return remember(workspace, importId, fileName, sheet);
  } finally {
    running.delete(importId);
  }
}

/** How far a file is; null: it is not being read (any more). */
export const importProgress = (workspace: Workspace, importId: string): SheetProgress | null =>
  readings.get(workspace)?.get(importId)?.now ?? null;

/** Ends the reading of a file; nothing was stored. False: it is not being read. */
export async function cancelImport(workspace: Workspace, importId: string): Promise<boolean> {
  const reading = readings.get(workspace)?.get(importId);
  await reading?.cancel();
  return reading !== undefined;
}

function remember(workspace: Workspace, importId: string, fileName: string, sheet: SheetRead): Previewed {
  if (!sheet.ok) return { ok: false, reason: 'badFile', fields: sheet.problems };
  const rows = judge(
    sheet.rows,
    allStaff(workspace.database),
    new Map(allInspectors(workspace.database).map(({ account, revoked }) => [account, revoked])),
  );
  let kept = previews.get(workspace);
  if (!kept) previews.set(workspace, (kept = new Map<string, readonly JudgedRow[]>()));
  kept.set(importId, rows);
  for (const old of [...kept.keys()].slice(0, -mostPreviews)) kept.delete(old);

  const counts: Record<Outcome, number> = { ready: 0, ambiguous: 0, unknownPerson: 0, repeated: 0, incomplete: 0 };
  for (const { outcome } of rows) counts[outcome] += 1;
  return {
    ok: true,
    preview: { importId, fileName, counts, rows: rows.map(({ input: _, ...row }) => row) },
  };
}

/**
 * Puts the chosen rows of a preview into the 名录 in one transaction. A row that may not go in is refused by itself and told
 * by its number; `chosen` names who is meant in ambiguous rows. Null: the preview is not known any more.
 */
export function commitImport(
  workspace: Workspace,
  importId: string,
  wanted: readonly number[],
  chosen: readonly { row: number; account: string }[],
): BatchOutcome | null {
  const rows = previews.get(workspace)?.get(importId);
  if (!rows) return null;
  const outcome: BatchOutcome = { done: [], refused: [] };
  const byNumber = new Map(rows.map((row) => [row.row, row]));
  const accounts = new Map(chosen.map(({ row, account }) => [row, account]));
  inWorkTransaction(workspace, () => {
    const listed = new Set(allInspectors(workspace.database).map(({ account }) => account));
    for (const number of new Set(wanted)) {
      const row = byNumber.get(number);
      const input = row ? inputOf(row, accounts.get(number), listed) : null;
      const refuse = (reasons: FieldReason[]) =>
        outcome.refused.push({ id: `row-${number}`, name: row?.name ?? `第${number}行`, reasons });
      if (!input || 'code' in input) {
        refuse([input ?? { field: '', code: 'noRow', message: `导入清单里没有第${number}行` }]);
        continue;
      }
      const recordId = workspace.environment.chance.uuid();
      const performed = perform(workspace, inspectorsCollection, {
        recordId,
        kind: 'inspectors.add',
        payload: { inspector: input },
      });
      if (performed.ok) {
        listed.add(input.account);
        outcome.done.push(recordId);
      } else refuse(reasonsOf(performed, '名录里没有这一条'));
    }
  });
  if (outcome.done.length > 0) workspace.changed('inspectors');
  return outcome;
}

/** What goes in for a row, or why it may not. */
function inputOf(
  row: JudgedRow,
  account: string | undefined,
  listed: ReadonlySet<string>,
): InspectorInput | FieldReason {
  const say = (code: string, message: string) => ({ field: '', code, message });
  if (!row.input || (row.outcome !== 'ready' && row.outcome !== 'ambiguous'))
    return say(row.outcome, row.problems[0]?.message ?? '这一行不能导入');
  if (row.outcome === 'ready') return listed.has(row.input.account) ? say('repeated', '该人员已在名录中') : row.input;
  if (!row.candidates.some(({ id }) => id === account)) return say('ambiguous', '有多名同名人员，请先选定是哪一位');
  if (account === undefined || listed.has(account)) return say('repeated', '选定的人员已在名录中');
  return { ...row.input, account };
}

/**
 * Judges rows against the accounts of the department and those in the 名录 already, and against each other. Pure.
 * @param listed accounts in the 名录, and whether they are revoked
 */
export function judge(
  rows: readonly SheetRow[],
  staff: readonly Staff[],
  listed: ReadonlyMap<string, boolean>,
): JudgedRow[] {
  const people = new Map<string, Staff[]>();
  for (const person of staff) if (person.active) people.set(person.name, [...(people.get(person.name) ?? []), person]);
  const taken = new Set(listed.keys());
  const firstOf = new Map<string, number>();
  return rows.map((row) => {
    const { cells } = row;
    const { problems, input } = examined(row);
    const candidates = people.get(cells.name) ?? [];
    const [person, ...others] = candidates;
    const make = (outcome: Outcome, extra: readonly Problem[] = [], account: string | null = null): JudgedRow => ({
      row: row.row,
      name: cells.name,
      certificateNumber: cells.certificateNumber,
      outcome,
      candidates: outcome === 'ambiguous' ? candidates : [],
      problems: [...problems, ...extra],
      input: account === null ? null : { ...input, account },
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

const titleOf = (key: ColumnKey): string => templateColumns.find((column) => column.key === key)?.title ?? key;

interface Problem {
  readonly column: string;
  readonly message: string;
}

/** Everything wrong with the cells of one row, by column; and what they say, still without an account. */
function examined({ cells, merged, shortened }: SheetRow): { problems: readonly Problem[]; input: InspectorInput } {
  const problems: Problem[] = [];
  const say = (key: ColumnKey, message: string) => problems.push({ column: titleOf(key), message });
  for (const key of merged) say(key, '是合并单元格，请取消合并，逐行填写');
  for (const key of shortened)
    say(key, '是数字格式，Excel 只保留前 15 位，后几位已不是原来的数字；请把单元格格式改为文本后重新填写');
  for (const { key, title, required } of templateColumns)
    if (required && cells[key] === '' && !merged.includes(key)) say(key, `必填项“${title}”没有填写`);
  if (cells.gender !== '' && cells.gender !== '男' && cells.gender !== '女')
    say('gender', `“${cells.gender}”应为男或女`);
  const age = ageOf(cells.age);
  if (cells.age !== '' && age === null) say('age', `“${cells.age}”不是 16 至 80 的整数`);
  const among = <Word extends string>(key: ColumnKey, known: readonly Word[]): Word[] => {
    const words = wordsOf(cells[key]);
    for (const word of words)
      if (!(known as readonly string[]).includes(word)) say(key, `“${word}”不在可选范围：${known.join('、')}`);
    return known.filter((word) => words.includes(word));
  };
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
    education: cells.education,
    types,
    lines,
    area: cells.area,
    skills: [],
    certificateNumber: cells.certificateNumber,
    certificateFrom: from,
    certificateTo: to,
    certificateOrgan: '',
    phone: '',
    onDuty: true,
    remark: '',
  };
  if (problems.length === 0) {
    const parsed = withoutAccount.safeParse(input);
    for (const issue of parsed.success ? [] : parsed.error.issues) {
      const key = String(issue.path[0] ?? '');
      problems.push({
        column: templateColumns.find((one) => one.key === key)?.title ?? key,
        message: '内容过长或含有不能识别的字符',
      });
    }
  }
  return { problems, input };
}

/** Who it is is found by the name, later. */
const withoutAccount = inspectorInputSchema.omit({ account: true });

const wordsOf = (text: string): string[] => text.split(/[,，、;；\s]+/).filter(Boolean);

function ageOf(text: string): number | null {
  const age = /^\d{1,3}岁?$/.test(text) ? Number.parseInt(text, 10) : Number.NaN;
  return age >= 16 && age <= 80 ? age : null;
}

/** `2000年12月30日` as the template asks; also 2000-12-30, 2000/12/30, 20001230. Null: no date, or one that does not exist. */
export function dateOf(text: string): string | null {
  const plain = text.normalize('NFKC');
  const match =
    /^(\d{4})年(\d{1,2})月(\d{1,2})日$/.exec(plain) ??
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(plain) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  if (!match) return null;
  const [, year = '', month = '', day = ''] = match;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return dateSchema.safeParse(date).success ? date : null;
}
