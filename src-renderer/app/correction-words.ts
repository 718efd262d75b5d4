/** A 更正 as a person reads it on the conflict page, one or all of a record. */
import { z } from 'zod';
import { type Correction, correctionSchema } from '#shared/records/corrections.ts';
import { formatInstant } from './format.ts';
import { readAs } from './record-words.ts';

/** Null: it is none. */
export const correctionsWords = (value: unknown): string | null =>
  readAs(correctionSchema, value, words) ??
  readAs(z.array(correctionSchema), value, (all) => all.map(words).join('\n'));

function words({ foundOn, stood, wanted, reason, person, at, settledAt }: Correction): string {
  const said = [
    foundOn ? `${foundOn} 发现` : '',
    stood ? `原内容：${stood}` : '',
    `更正为：${wanted}`,
    `理由：${reason}`,
    settledAt ? `平台 ${formatInstant(settledAt)} 办结` : '平台未办结',
  ];
  return `${said.filter(Boolean).join('；')}　${person}（${formatInstant(at)}）`;
}
