/**
 * Where the typeface of all paper lies: Noto Serif SC (SIL Open Font License 1.1), a 宋体 with every character of GB 18030's first
 * planes (all of U+4E00–9FA5 and U+3400–4DB5), in two weights. It comes with the npm package and is laid into `resources/fonts` when the
 * client is packed, so that thirty megabytes of it lie in no commit.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export interface TypefaceFiles {
  readonly regular: string;
  readonly bold: string;
}

/** Paths of the fonts: as packed, or as installed in a checkout. Throws where one is in neither place: a packaging fault. */
export const typefacePath = (resourcesDirectory: string): TypefaceFiles => ({
  regular: pathOf(resourcesDirectory, '400Regular'),
  bold: pathOf(resourcesDirectory, '700Bold'),
});

function pathOf(resourcesDirectory: string, weight: string): string {
  const fileName = `NotoSerifSC_${weight}.ttf`;
  const candidates = [
    join(resourcesDirectory, 'fonts', fileName),
    join(resourcesDirectory, '..', 'node_modules', '@expo-google-fonts', 'noto-serif-sc', weight, fileName),
  ];
  const found = candidates.find((path) => existsSync(path));
  if (found === undefined) throw new Error(`no font for documents: neither ${candidates.join(' nor ')}`);
  return found;
}
