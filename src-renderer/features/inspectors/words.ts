/** Parts of an entry of the 名录 as a clerk reads them. */
import { z } from 'zod';
import { genderNames } from '#shared/domains/inspectors/words.ts';
import { departmentSchema } from '#shared/platform-api/common.ts';
import type { RecordWords } from '#app/app/feature.ts';
import { nameOfCode, readAs } from '#app/app/record-words.ts';

export const inspectorWords = (): RecordWords => ({ wordsOf });

function wordsOf(path: string, value: unknown): string | null {
  switch (path) {
    case 'types':
    case 'lines':
    case 'skills':
      return readAs(z.array(z.string()), value, (all) => all.join('、'));
    case 'onDuty':
      return value === true ? '在岗' : '不在岗';
    case 'department':
      return readAs(departmentSchema, value, ({ name }) => name);
    default:
      return nameOfCode({ gender: genderNames }, path, value);
  }
}
