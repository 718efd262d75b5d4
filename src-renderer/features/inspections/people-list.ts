/** The list of 抽查人员调整: conditions and columns. */
import type { PeopleList } from '#shared/domains/inspections/lists.ts';
import type { ListScreen } from '#app/lists/list-screen.ts';

const parts = { placeholder: '包含的字词' };

export const peopleScreen: ListScreen<PeopleList> = {
  page: 'adjust',
  memory: 'inspections.people-adjust',
  hint: '检查人员临时不能检查时，由名录内的其他人员接替他在一个方案里未检查的全部主体',
  daily: ['inspectorName', 'planName'],
  more: ['planNumber', 'drawnUpBy', 'organName', 'unit'],
  looks: { planName: parts, planNumber: parts, drawnUpBy: parts, organName: parts, unit: parts },
  columns: [
    {
      key: 'name',
      title: '检查人员 / 执法证号',
      heading: '检查人员\n执法证号',
      width: 130,
      sort: 'inspectorName',
      ascendingFirst: true,
      fixed: true,
    },
    { key: 'organ', title: '所属机关', width: 160 },
    { key: 'unit', title: '所属部门', width: 100 },
    {
      key: 'plan',
      title: '抽查方案名称 / 抽查编号',
      heading: '抽查方案名称\n抽查编号',
      width: 200,
      sort: 'planName',
      ascendingFirst: true,
    },
    { key: 'drawnUpBy', title: '制定机关', width: 150, spare: true },
    { key: 'partners', title: '相关协同人员', width: 150 },
    { key: 'subjects', title: '抽查主体', width: 190, sort: 'open' },
    { key: 'action', title: '操作', width: 84, fixed: true },
  ],
  empty: { title: '没有可以调整的检查人员', hint: '检查中的方案选派人员后，会列在这里。' },
};
