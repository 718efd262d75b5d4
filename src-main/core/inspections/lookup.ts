/**
 * What a typed, pasted or scanned text leads to. A wedge scanner types what it read and presses Enter; the QR code of a
 * licence holds either the code itself among other words, or a link to 公示系统 that names no code at all.
 */
import type { z } from 'zod';
import type { codeLookupSchema } from '#shared/domains/inspections/contract.ts';
import type { SubjectFilter } from '#shared/domains/inspections/lists.ts';
import { checkEnterpriseCode, type EnterpriseCodeCheck } from '#shared/trade/credit-code.ts';
import { searchEnterprises } from '../enterprises/queries.ts';
import { statement } from '../database/statements.ts';
import type { Workspace } from '../workspace.ts';
import { findPage } from '../records/list.ts';
import { dayOf } from '../records/day.ts';
import { subjectListSpec } from './lists.ts';
import { rowsOf } from './rows.ts';

export type CodeLookup = z.infer<typeof codeLookupSchema>;

const shown = 20;

/** Finds subjects and enterprises of this PC by the code in the text; a wrong digit gets suggestions. */
export function lookupCode(workspace: Workspace, text: string): CodeLookup {
  const { code, problem, suggestions } = readCode(text);
  const nothing = { code, problem, suggestions, suggestedNames: {}, subjects: [], enterprises: [] };
  if (code === '') return nothing;
  // A code whose check digit is wrong may still be the registered one: it is looked for as it stands, too.
  const { database } = workspace;
  const view = dayOf(workspace);
  const subjects = (filter: SubjectFilter) =>
    findPage(database, subjectListSpec, { page: 'query', filter }, view, null, shown).keys;
  // Whoever stands at the door wants what is to be inspected here; what others inspect is told where that is all there is.
  const own = subjects({ code, whose: ['own'] });
  const keys = own.length > 0 ? own : subjects({ code });
  const enterprises = searchEnterprises(database, code, shown).map(
    ({ id, name, creditCode, registrationNumber, address }) => ({ id, name, creditCode, registrationNumber, address }),
  );
  const names = new Map(suggestions.flatMap((one) => namesHere(workspace, one).map((name) => [one, name] as const)));
  return {
    ...nothing,
    // Those that exist here come first: they are what was meant.
    suggestions: [...names.keys(), ...suggestions.filter((suggestion) => !names.has(suggestion))],
    suggestedNames: Object.fromEntries(names),
    subjects: rowsOf(database, keys, view),
    enterprises,
  };
}

/** Of the enterprise with the code, where it is on this PC. */
const namesHere = ({ database }: Workspace, code: string): string[] =>
  statement<[string, string], { name: string }>(
    database,
    'SELECT name FROM enterprise WHERE credit_code = ? OR registration_number = ? LIMIT 1',
  )
    .all(code, code)
    .map(({ name }) => name);

export interface ReadCode {
  /** As it is stored; empty where the text holds none. */
  readonly code: string;
  /** In Chinese; empty: sound. */
  readonly problem: string;
  readonly suggestions: string[];
}

/** The code in a text. Pure. */
export function readCode(text: string): ReadCode {
  const found = candidates(text).map((candidate) => checkEnterpriseCode(candidate));
  // A licence carries a 编号 of as many digits as a 注册号 beside its code; the 18 characters say for sure what they are.
  const sure = found.find((one) => one.kind === 'creditCode' && isSound(one));
  const best = sure ?? found.find(isSound) ?? found.find(({ kind }) => kind !== 'unknown') ?? found[0];
  if (best && best.kind !== 'unknown')
    return {
      code: best.normalized,
      problem:
        best.verdict === 'badCheckDigit' ? '校验位不对，可能抄错了一位；请与执照核对，或从下面选择最接近的代码' : '',
      suggestions: best.suggestions,
    };
  if (/https?:\/\//i.test(text))
    return {
      code: '',
      problem: '这是公示系统的网址，里面没有统一社会信用代码；请输入执照上的 18 位代码，或扫描执照上的条码',
      suggestions: [],
    };
  return {
    code: '',
    problem: best?.kind === 'unknown' ? best.problem : '没有读到代码，请重新扫描或直接输入',
    suggestions: best?.suggestions ?? [],
  };
}

const isSound = (check: EnterpriseCodeCheck): boolean => check.kind !== 'unknown' && check.verdict !== 'badCheckDigit';

/** The whole text, and every piece in it that is as long as a code; links are looked into by their parts. */
function candidates(text: string): string[] {
  const plain = text.normalize('NFKC').trim();
  const pieces = plain.match(/[0-9A-Za-z]{13,20}/g) ?? [];
  const codes = pieces.filter(({ length }) => length === 18 || length === 15 || length === 13);
  const isLink = /https?:\/\//i.test(plain);
  // Long identifiers of links look like codes: of those only ones with a right check digit count.
  const sure = isLink ? codes.filter((code) => isSound(checkEnterpriseCode(code)) && code.length !== 13) : codes;
  return isLink ? sure : plain.length <= 40 ? [plain, ...sure] : sure;
}
