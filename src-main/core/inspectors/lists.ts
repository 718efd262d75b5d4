/** What the conditions and orders of the 执法检查人员名录 mean. */
import { certificateSoonDays } from '#shared/domains/inspectors/words.ts';
import { type InspectorList, inspectorList } from '#shared/domains/inspectors/lists.ts';
import type { Inspector } from '#shared/domains/inspectors/record.ts';
import { pinyinInitials } from '#shared/trade/pinyin-initials.ts';
import { addDays } from '#shared/trade/working-days.ts';
import { holding, type ShortList, sharing } from '../records/short-list.ts';

/** Who stands alike goes by name. */
const byName = ({ name, id }: Inspector): string[] => [pinyinInitials(name), name, id];

export const inspectorListSpec: ShortList<InspectorList, Inspector> = {
  list: inspectorList,
  shows: ({ revoked }, { state }) => revoked === (state === 'revoked'),
  where: {
    name: holding(({ name }) => name),
    certificateNumber: holding(({ certificateNumber }) => certificateNumber),
    organName: holding(({ department }) => department.name),
    types: sharing(({ types }) => types),
    lines: sharing(({ lines }) => lines),
    state: ({ certificateTo }, state, today) =>
      state === 'revoked' || (certificateTo !== null && certificateTo <= addDays(today, certificateSoonDays)),
  },
  places: {
    name: byName,
    organ: (inspector) => [inspector.department.code, ...byName(inspector)],
    certificateEnds: (inspector) => [inspector.certificateTo ?? '9999-12-31', ...byName(inspector)],
  },
};
