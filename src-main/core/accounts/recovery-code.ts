/**
 * The department's recovery code, as printed and read aloud: `7K2M-…`, eight groups of four. The last character of each
 * group is a check over its own three and its place, so that a slip is found before the slow comparison, and the group
 * that holds it can be named. 24 free characters of 31 are 118 bits.
 */
import type { Chance } from '../environment.ts';

/** No I, L, O, 0, 1: they are taken for each other. 31 is a prime, which lets the check find every single slip and swap. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const groups = 8;

export function newRecoveryCode(chance: Chance): string {
  return Array.from({ length: groups }, (_, place) => {
    const three = Array.from({ length: 3 }, () => character(chance)).join('');
    return three + check(three, place);
  }).join('-');
}

export type ParsedRecoveryCode = { ok: true; code: string } | { ok: false; detail: string };

/** The code in its one plain form, whatever was typed: case, spaces, dashes, full-width letters. Otherwise where it is wrong. */
export function parseRecoveryCode(typed: string): ParsedRecoveryCode {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―—_]/g, '');
  if (plain.length !== groups * 4)
    return { ok: false, detail: `恢复码应为 ${groups * 4} 个字符，现有 ${plain.length} 个` };
  for (let place = 0; place < groups; place += 1) {
    const group = plain.slice(place * 4, place * 4 + 4);
    const right =
      Array.from(group).every((one) => alphabet.includes(one)) && check(group.slice(0, 3), place) === group[3];
    if (!right) return { ok: false, detail: `第 ${place + 1} 组“${group}”有误` };
  }
  return { ok: true, code: plain };
}

function character(chance: Chance): string {
  for (;;) {
    const [byte = 255] = chance.bytes(1);
    // 248 = 8 × 31: what lies above would make the first characters likelier.
    if (byte < 248) return alphabet.charAt(byte % alphabet.length);
  }
}

function check(three: string, place: number): string {
  const weights = [7, 11, 13];
  const sum = Array.from(three).reduce(
    (total, one, index) => total + alphabet.indexOf(one) * (weights[index] ?? 1),
    place,
  );
  return alphabet.charAt(sum % alphabet.length);
}
