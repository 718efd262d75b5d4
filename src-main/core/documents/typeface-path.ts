/**
 * Where the typeface of all paper lies: Noto Serif SC (SIL Open Font License 1.1), a 宋体 with every character of GB 18030's first
 * planes (all of U+4E00–9FA5 and U+3400–4DB5). It comes with the npm package and is laid into `resources/fonts` when the
 * client is packed, so that fifteen megabytes of it lie in no commit.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const fileName = 'NotoSerifSC_400Regular.ttf';
/** Below the checkout's `node_modules`. */
const fontPackage = ['@expo-google-fonts', 'noto-serif-sc', '400Regular'];

/** Path of the font: as packed, or as installed in a checkout. Throws where neither is there: a packaging fault. */
export function typefacePath(resourcesDirectory: string): string {
  const candidates = [
    join(resourcesDirectory, 'fonts', fileName),
    join(resourcesDirectory, '..', 'node_modules', ...fontPackage, fileName),
  ];
  const found = candidates.find((path) => existsSync(path));
  if (found === undefined) throw new Error(`no font for documents: neither ${candidates.join(' nor ')}`);
  return found;
}
