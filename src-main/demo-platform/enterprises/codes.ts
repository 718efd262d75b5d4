/** Codes of the invented enterprises, with right check digits; every number gives another code. */
import { makeCreditCode, makeOrganisationCode, makeRegistrationNumber } from '#shared/trade/credit-code.ts';

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** `MA` and six characters made from the number (below 31^6). */
function organisationBase(number: number): string {
  let rest = number;
  let text = '';
  for (let place = 0; place < 6; place++) {
    text = alphabet.charAt(rest % 31) + text;
    rest = Math.floor(rest / 31);
  }
  return `MA${text}`;
}

/** 统一社会信用代码 of the `number`-th enterprise; `kindDigit` 1 企业, 2 个体, 3 农专社. */
export const creditCodeOf = (kindDigit: string, regionCode: string, number: number): string =>
  makeCreditCode(`9${kindDigit}${regionCode}${makeOrganisationCode(organisationBase(number))}`);

/** The same code with a check character that is wrong. */
export const spoiledCode = (code: string): string =>
  code.slice(0, 17) + alphabet.charAt((alphabet.indexOf(code.charAt(17)) + 7) % 31);

/** 15-digit 注册号: region, eight digits (the first 0 to 3 for firms, 6 to 9 for 个体), check digit. */
export const registrationNumberOf = (regionCode: string, sequence: string): string =>
  makeRegistrationNumber(regionCode + sequence);
