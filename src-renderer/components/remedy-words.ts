import { type Remedy, remedyNames } from '#shared/trade/delivery.ts';

/** Who can do something about an outcome, in words; a remedy that this version does not know stands as it came. */
export function remedyWords(remedy: string): string {
  return Object.hasOwn(remedyNames, remedy) ? remedyNames[remedy as Remedy] : remedy;
}
