/**
 * Pinyin initials: 「恒丰商贸」 → `hfsm`, so that a name is found and sorted by what a clerk types without an input method.
 * One letter a character from a table (a name takes microseconds); words in which a character is read otherwise than
 * usual are listed where names of enterprises and places need them. A rarer reading is not found by initials, always by
 * its characters.
 */
import { firstTableCodePoint, pinyinTable } from './pinyin-table.ts';

/** Words whose initials differ from those of their characters alone. */
const wordInitials: Readonly<Record<string, string>> = {
  银行: 'yh',
  行业: 'hy',
  商行: 'sh',
  车行: 'ch',
  五金行: 'wjh',
  分行: 'fh',
  支行: 'zh',
  总行: 'zh',
  重庆: 'cq',
  成长: 'cz',
  长乐: 'cl',
  音乐: 'yy',
  乐器: 'yq',
  厦门: 'xm',
  会计: 'kj',
  调味: 'tw',
  调料: 'tl',
  空调: 'kt',
  宿州: 'sz',
  六安: 'la',
  朝阳: 'cy',
  朝晖: 'zh',
  单县: 'sx',
  曾记: 'zj',
  曾氏: 'zs',
};
const differingWords = new RegExp(Object.keys(wordInitials).join('|'), 'gu');

/** Initials of a text in lower case; Latin letters and digits stay, signs and unknown characters are left out. */
export function pinyinInitials(text: string): string {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(differingWords, (word) => wordInitials[word] ?? word);
  let initials = '';
  for (const character of words) {
    if (/[a-z0-9]/.test(character)) initials += character;
    else {
      const letter = pinyinTable.charAt(character.charCodeAt(0) - firstTableCodePoint);
      if (letter !== '' && letter !== '-') initials += letter;
    }
  }
  return initials;
}
