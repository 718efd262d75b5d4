/** Codes with right check digits: 统一社会信用代码 (GB 32100-2015, GB 11714) and 15-digit 注册号 (GS15-2006, ISO 7064 MOD 11,10). */

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const creditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/** Eight characters of an organisation code, `MA` and six made from the number (below 31^6), all different. */
function organisationBase(number: number): string {
  let rest = number;
  let text = '';
  for (let place = 0; place < 6; place++) {
    text = alphabet.charAt(rest % 31) + text;
    rest = Math.floor(rest / 31);
  }
  return `MA${text}`;
}

function organisationCheck(base: string): string {
  let sum = 0;
  for (let index = 0; index < 8; index++)
    // GB 11714 counts A as 10 in the full alphabet, unlike GB 32100.
    sum += Number.parseInt(base.charAt(index), 36) * (organisationWeights[index] ?? 0);
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

/** Check character of the first 17 characters. */
function creditCheck(first: string): string {
  let sum = 0;
  for (let index = 0; index < 17; index++) sum += alphabet.indexOf(first.charAt(index)) * (creditWeights[index] ?? 0);
  return alphabet.charAt((31 - (sum % 31)) % 31);
}

/** The code of the `number`-th enterprise; `kindDigit` 1 企业, 2 个体, 3 农专社. */
export function creditCodeOf(kindDigit: string, regionCode: string, number: number): string {
  const base = organisationBase(number);
  const first = `9${kindDigit}${regionCode}${base}${organisationCheck(base)}`;
  return first + creditCheck(first);
}

/** The same code with a check character that is wrong. */
export const spoiledCode = (code: string): string =>
  code.slice(0, 17) + alphabet.charAt((alphabet.indexOf(code.charAt(17)) + 7) % 31);

/** 15-digit 注册号: region, eight digits (the first 0 to 3 for firms, 6 to 9 for 个体), check digit. */
export function registrationNumberOf(regionCode: string, sequence: string): string {
  let product = 10;
  for (const digit of regionCode + sequence) {
    const sum = (product + Number(digit)) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return `${regionCode}${sequence}${(11 - product) % 10}`;
}
