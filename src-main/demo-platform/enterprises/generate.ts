/** Makes the enterprises of the invented county, one after the other, in a fixed order for a seed. */
import { addDays } from '#shared/trade/working-days.ts';
import type { Enterprise } from '#shared/domains/enterprises/record.ts';
import type { EnterpriseKind } from '#shared/domains/enterprises/words.ts';
import { county } from '../county.ts';
import type { Random } from '../random.ts';
import { creditCodeOf, registrationNumberOf } from './codes.ts';
import { brandName, dwelling, personName, phoneNumber } from './names.ts';
import { closings, type Trade, trades } from './trades.ts';

const kindDigits: Record<EnterpriseKind, string> = { enterprise: '1', individual: '2', cooperative: '3', other: '9' };
const weightedTrades = trades.map((trade) => [trade, trade.weight] as const);

function nameOf(random: Random, trade: Trade, kind: EnterpriseKind, long: boolean): string {
  const word = random.pick(trade.words);
  const brand = brandName(random, long);
  if (kind === 'cooperative') return `${county.name}${brand}${word.replace(/有限$/, '')}农民专业合作社`;
  if (kind === 'individual') {
    const plain = word.replace(/管理有限$|有限$/, '店');
    return `${county.name}${brand}${/[店楼馆场厅吧舍栈园宿室厂站所行市堂城房院社]$/.test(plain) ? plain : `${plain}经营部`}`;
  }
  const place = random.weighted([
    [`湖南${brand}`, 2],
    [`${county.name}${brand}`, 5],
    [`湘澧市${brand}`, 1],
  ]);
  return `${place}${word.replace(/有限$/, '')}有限公司`;
}

function scopeOf(random: Random, trade: Trade): string {
  const [main = '', ...others] = trade.scope;
  const phrases = [main, ...random.some(others, random.between(1, Math.min(5, others.length)))];
  const separator = random.chance(0.7) ? '；' : '，';
  const closing = random.weighted([
    [closings.permit, 7],
    [closings.ordinary, 2],
    ['', 1],
  ]);
  return `${phrases.join(separator)}。${closing}`;
}

const typeCodes: Record<EnterpriseKind, readonly (readonly [string, number])[]> = {
  enterprise: [
    ['1130', 5],
    ['1151', 3],
    ['1190', 1],
    ['4540', 1],
    ['2130', 1],
  ],
  individual: [['9500', 1]],
  cooperative: [['9100', 1]],
  other: [['4310', 1]],
};

/** Old numbers instead of, or beside, the 18-character code. */
function codesOf(random: Random, kind: EnterpriseKind, number: number) {
  const sequence = `${kind === 'individual' ? random.between(6, 9) : random.between(0, 3)}${String(number % 10_000_000).padStart(7, '0')}`;
  const old = registrationNumberOf(county.regionCode, sequence);
  const legacy = `${county.regionCode}${String(number % 10_000_000).padStart(7, '0')}`;
  return random.weighted<{ creditCode: string | null; registrationNumber: string | null }>([
    [{ creditCode: creditCodeOf(kindDigits[kind], county.regionCode, number), registrationNumber: null }, 82],
    [{ creditCode: creditCodeOf(kindDigits[kind], county.regionCode, number), registrationNumber: old }, 11],
    [{ creditCode: null, registrationNumber: old }, 5.5],
    [{ creditCode: null, registrationNumber: legacy }, 1.5],
  ]);
}

/** The `number`-th enterprise. `today` is the date in China; `long` asks for longer names where there are very many. */
export function makeEnterprise(random: Random, number: number, today: string, long: boolean): Enterprise {
  const trade = random.weighted(weightedTrades);
  const kind = random.weighted(trade.kinds);
  const { street, place } = dwelling(random);
  const capital =
    kind === 'individual' ? random.pick([1, 2, 3, 5, 8, 10, 20]) : random.pick([10, 30, 50, 100, 200, 500, 1000, 3000]);
  return {
    id: `E${String(number).padStart(8, '0')}`,
    name: nameOf(random, trade, kind, long),
    ...codesOf(random, kind, number),
    kind,
    typeCode: random.weighted(typeCodes[kind]),
    legalRepresentative: personName(random),
    phone: phoneNumber(random),
    // Young ones are many: squared, so that half of all are younger than five years.
    establishedOn: addDays(today, -Math.floor(600 + 6600 * random.next() ** 2)),
    address: `${county.province}${county.city}${county.name}${place}`,
    regionCode: county.regionCode,
    registrationOrgan:
      kind === 'individual'
        ? `${county.registrationOrgan}${street.replace(/街道$|镇$|乡$/, '')}所`
        : county.registrationOrgan,
    registeredCapital: kind === 'individual' && random.chance(0.4) ? null : capital,
    industryCode: trade.industryCode,
    registrationState: random.weighted([
      ['1', 92],
      ['2', 3],
      ['3', 1],
      ['4', 3],
      ['6', 0.7],
      ['9', 0.3],
    ]),
    businessScope: scopeOf(random, trade),
    listings: random.chance(0.04)
      ? [random.pick(['seriousViolation', 'abnormalOperation', 'abnormalOperation', 'defaulter'] as const)]
      : [],
  };
}
