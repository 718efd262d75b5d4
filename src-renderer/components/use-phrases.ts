/** The 常用语 of the person for one kind of field; kept for the account. */
import { z } from 'zod';
import { usePreference } from '../app/use-preference.ts';
import { phraseBook, type PhraseKind } from './phrase-book.ts';

/** What is kept of a screen has a bound; these stay well below it. */
export const mostPhrases = 20;
export const longestPhrase = 500;
const keptSchema = z.array(z.string().min(1).max(longestPhrase)).max(mostPhrases);

/** Use inside `setup`. */
export function usePhrases(kind: PhraseKind) {
  const { value: phrases } = usePreference<string[]>(`phrases.${kind}`, [...phraseBook[kind]], (json) => {
    const read = keptSchema.safeParse(json);
    return read.success ? read.data : null;
  });
  /** Why a text cannot become one of them; null: it can. */
  function refusal(text: string): string | null {
    if (text.trim() === '') return '没有文字可存';
    if (text.trim().length > longestPhrase) return `常用语最多 ${longestPhrase} 个字`;
    if (phrases.value.includes(text.trim())) return '已在常用语里';
    return null;
  }
  return {
    phrases,
    refusal,
    isFull: () => phrases.value.length >= mostPhrases,
    add(text: string, at = phrases.value.length): void {
      phrases.value = phrases.value.toSpliced(at, 0, text.trim());
    },
    change(at: number, text: string): void {
      phrases.value = phrases.value.with(at, text.trim());
    },
    remove(at: number): void {
      phrases.value = phrases.value.toSpliced(at, 1);
    },
  };
}
