/**
 * Codes of 市场主体: 18-character 统一社会信用代码 (GB 32100-2015), the 9-character 组织机构代码 inside it (GB 11714), 15-digit 注册号
 * (GS 15-2006, ISO 7064 MOD 11,10) and the 13-digit numbers before them, which have no check digit.
 *
 * A wrong length or character is an error. A wrong check digit is only a warning, which a person may overrule with a
 * reason: codes that were really issued are known to fail it. The 行政区划 inside a code is the one at registration, often
 * the city's or the province's: never derive the county from it.
 */

/** Without I, O, S, V, Z; the place of a character is its value. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const creditCodeWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

const creditCodePattern = /^[0-9A-HJ-NP-RTUW-Y]{2}\d{6}[0-9A-HJ-NP-RTUW-Y]{10}$/;

/** 登记管理部门 and 机构类别: the pairs that the standard and its supplements assign. */
const assignedPrefixes = /^(1[1239]|2[19]|3[123459]|4[19]|5[1239]|6[129]|7[129]|8[19]|9[123]|A[19]|N[1239]|Y1)/;

/** Letters that no code contains, and what was meant by them. V stays: it may have been U or Y. */
const neverUsedLetters: Readonly<Record<string, string>> = { O: '0', I: '1', Z: '2', S: '5' };
/** Letters that stand for digits where only digits can be. */
const digitLookalikes: Readonly<Record<string, string>> = {
  ...neverUsedLetters,
  L: '1',
  B: '8',
  D: '0',
  Q: '0',
  G: '6',
};
/** Pairs that eyes and scanners confuse; suggestions that undo one come first. */
const confusedPairs = new Set(
  [
    '0D',
    '0Q',
    '17',
    '1L',
    '38',
    '3B',
    '56',
    '6G',
    '8B',
    '08',
    'CG',
    'EF',
    'HN',
    'MN',
    'MW',
    'PR',
    'UW',
    'XY',
    'KX',
  ].flatMap((pair) => [pair, pair.charAt(1) + pair.charAt(0)]),
);

const maximumSuggestions = 5;

export type EnterpriseCodeCheck =
  | {
      kind: 'creditCode' | 'registrationNumber' | 'legacyNumber';
      /** `noCheckPossible` for 13-digit numbers only. */
      verdict: 'valid' | 'badCheckDigit' | 'noCheckPossible';
      /** As it should be stored. */
      normalized: string;
      /** Codes with one character changed that pass every check; the likeliest first, at most five. */
      suggestions: string[];
    }
  | {
      kind: 'unknown';
      /** What is wrong, in Chinese, for the person who typed it. */
      problem: string;
      normalized: string;
      suggestions: string[];
    };

/**
 * Half-width, upper case, without white space, invisible characters, hyphens and the apostrophe that Excel puts before text;
 * letters that no code contains become the digits they resemble (O→0, I→1, Z→2, S→5). Numbers of 13 or 15 places lose their
 * other look-alikes too (l→1, B→8 …).
 */
export function normalizeEnterpriseCode(text: string): string {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Cf}\p{Pd}'’‘]/gu, '')
    .replace(/[OIZS]/g, (letter) => neverUsedLetters[letter] ?? letter);
  if (plain.length !== 13 && plain.length !== 15) return plain;
  const digits = toDigits(plain);
  return /^\d+$/.test(digits) ? digits : plain;
}

/** What kind of code a text is, whether its check digit is right, and what it may have been meant to be. */
export function checkEnterpriseCode(text: string): EnterpriseCodeCheck {
  const normalized = normalizeEnterpriseCode(text);
  if (/^\d{13}$/.test(normalized))
    return { kind: 'legacyNumber', verdict: 'noCheckPossible', normalized, suggestions: [] };
  if (/^\d{15}$/.test(normalized)) {
    const valid = registrationCheckDigit(normalized.slice(0, 14)) === normalized.charAt(14);
    return {
      kind: 'registrationNumber',
      verdict: valid ? 'valid' : 'badCheckDigit',
      normalized,
      suggestions: valid ? [] : suggest(normalized, '0123456789', (code) => isRegistrationNumber(code)),
    };
  }
  if (creditCodePattern.test(normalized)) {
    const valid = isCreditCode(normalized);
    return {
      kind: 'creditCode',
      verdict: valid ? 'valid' : 'badCheckDigit',
      normalized,
      suggestions: valid ? [] : suggestCreditCodes(normalized),
    };
  }
  return {
    kind: 'unknown',
    problem: problemOf(text, normalized),
    normalized,
    suggestions: normalized.length === 18 ? suggestCreditCodes(normalized) : [],
  };
}

/** Whether a normalised text is a 统一社会信用代码 with the right check character. */
export function isCreditCode(code: string): boolean {
  return creditCodePattern.test(code) && creditCodeCheckCharacter(code.slice(0, 17)) === code.charAt(17);
}

/** Whether a normalised text is a 15-digit 注册号 with the right check digit. */
export function isRegistrationNumber(code: string): boolean {
  return /^\d{15}$/.test(code) && registrationCheckDigit(code.slice(0, 14)) === code.charAt(14);
}

/** Appends the check character to the first 17; throws a RangeError when they cannot begin a code. For generators. */
export function makeCreditCode(first17: string): string {
  if (!creditCodePattern.test(`${first17}0`)) throw new RangeError(`cannot begin a credit code: ${first17}`);
  return first17 + creditCodeCheckCharacter(first17);
}

/** Appends the check digit to the first 14; throws a RangeError when they are not 14 digits. For generators. */
export function makeRegistrationNumber(first14: string): string {
  if (!/^\d{14}$/.test(first14)) throw new RangeError(`cannot begin a registration number: ${first14}`);
  return first14 + registrationCheckDigit(first14);
}

/** Appends the check character to the 8 of a 组织机构代码 (places 9 to 16 of a credit code). For generators. */
export function makeOrganisationCode(first8: string): string {
  if (!/^[0-9A-Z]{8}$/.test(first8)) throw new RangeError(`cannot begin an organisation code: ${first8}`);
  return first8 + organisationCheckCharacter(first8);
}

function creditCodeCheckCharacter(first17: string): string {
  let sum = 0;
  creditCodeWeights.forEach((weight, place) => (sum += alphabet.indexOf(first17.charAt(place)) * weight));
  return alphabet.charAt((31 - (sum % 31)) % 31);
}

/** GB 11714 counts A as 10 … Z as 35, unlike GB 32100. */
function organisationCheckCharacter(first8: string): string {
  let sum = 0;
  organisationWeights.forEach((weight, place) => (sum += Number.parseInt(first8.charAt(place), 36) * weight));
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

function registrationCheckDigit(first14: string): string {
  let product = 10;
  for (const digit of first14) {
    const sum = (product + Number(digit)) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return String((11 - product) % 10);
}

/** The check of the organisation code inside narrows the suggestions from about eighteen to the few that can be meant. */
function suggestCreditCodes(code: string): string[] {
  return suggest(
    code,
    alphabet,
    (changed) =>
      isCreditCode(changed) &&
      assignedPrefixes.test(changed) &&
      organisationCheckCharacter(changed.slice(8, 16)) === changed.charAt(16),
  );
}

function suggest(code: string, characters: string, accept: (changed: string) => boolean): string[] {
  const likely: string[] = [];
  const possible: string[] = [];
  for (let place = 0; place < code.length; place += 1) {
    const original = code.charAt(place);
    for (const character of characters) {
      if (character === original) continue;
      const changed = code.slice(0, place) + character + code.slice(place + 1);
      if (accept(changed)) (confusedPairs.has(original + character) ? likely : possible).push(changed);
    }
  }
  return [...likely, ...possible].slice(0, maximumSuggestions);
}

function toDigits(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => digitLookalikes[letter] ?? letter);
}

function problemOf(text: string, normalized: string): string {
  if (normalized === '') return '请填写统一社会信用代码或注册号';
  if (/^\d(\.\d+)?E\+?\d+$/i.test(text.normalize('NFKC').trim()))
    return '代码被表格软件改成了科学计数，末尾几位已经丢失，请从原件重新录入';
  const strange = [...new Set(normalized.match(/[^0-9A-Z]/gu) ?? [])].join(' ');
  if (strange !== '') return `代码中不应有“${strange}”，只能是数字和大写字母`;
  const length = normalized.length;
  if (length === 18) {
    if (normalized.includes('V')) return '统一社会信用代码中不使用字母 I、O、S、V、Z，请核对“V”';
    return '统一社会信用代码第3至8位是行政区划，只能是数字，请核对';
  }
  if (length === 9) return '这像是 9 位的组织机构代码，请填写 18 位统一社会信用代码或 15 位注册号';
  return `共 ${length} 位；统一社会信用代码应为 18 位，注册号应为 15 位（早期为 13 位数字），请核对`;
}
