/** The 执法检查人员名录 as a list. No schema here: the first page reads it. */
import { choice, custom, ownNames, words } from '#shared/lists/fields.ts';
import { ascending, type FilterOfList, listOf, type SortOfList } from '#shared/lists/list.ts';
import { certificateSoonDays, inspectionLines, inspectorTypes } from './words.ts';

/** Beside those in the 名录, which are listed where nothing is asked for. */
export const listedStates = ['expiring', 'revoked'] as const;
export type ListedState = (typeof listedStates)[number];
export const listedStateNames: Record<ListedState, string> = {
  expiring: `执法证 ${certificateSoonDays} 天内到期或已到期`,
  revoked: '已撤销',
};

/** `name`: by its pinyin initials. An 执法证 without a known end counts as the last to end. */
export const inspectorList = listOf({
  name: 'inspectors',
  fields: {
    name: words('人员姓名', 50),
    certificateNumber: words('执法证号', 50),
    organName: words('所属机关'),
    types: choice('人员类型', ownNames(inspectorTypes)),
    lines: choice('监督检查（执法）种类', ownNames(inspectionLines)),
    /** One of them; absent: 名录内. */
    state: custom<ListedState>('名录状态', (state) => listedStateNames[state]),
  },
  pages: { query: { title: '执法检查人员名录', sort: ascending('name') } },
  orders: { name: '人员姓名', organ: '单位', certificateEnds: '执法证有效期截止' },
});
export type InspectorList = typeof inspectorList;
export type InspectorFilter = FilterOfList<InspectorList>;
export type InspectorSort = SortOfList<InspectorList>;
