/** The lists of 双随机抽查: subjects and plans. No schema here: the first page reads it. */
import { deliveryStateNames } from '#shared/trade/delivery.ts';
import { choice, code, linked, period, words } from '#shared/lists/fields.ts';
import {
  ascending,
  descending,
  type FilterOfList,
  listOf,
  type PageOfList,
  type SortOfList,
} from '#shared/lists/list.ts';
import { enterpriseKindNames } from '../enterprises/words.ts';
import { planStageNames, subjectStageNames } from './words.ts';

/**
 * Which 抽查主体 a page shows; all but `query` hold those of the own department alone. `mine` 我的抽查任务: drawn to the person, still to be entered or amended. `confirm` 主体名单确认 of one
 * plan. `review` 复核: waiting for it. `query` 抽查主体查询: all that this PC holds, also of lower organs and of plans led. What has to be done first
 * stands first; who looks something up begins with what is new.
 */
export const subjectList = listOf({
  name: 'inspectionSubjects',
  fields: {
    name: words('主体名称'),
    code: code('统一社会信用代码/注册号'),
    /** The page of one plan brings it. */
    planId: linked('抽查方案', (id, nameOf) => nameOf('plan', id)),
    planName: words('抽查方案名称'),
    planNumber: words('抽查编号', 60),
    stages: choice('状态', subjectStageNames),
    enterpriseKinds: choice('主体类型', enterpriseKindNames),
    inspectorName: words('检查人员', 50),
    /** Whose: drawn to the person, of the own department; only 抽查主体查询 has others'. */
    whose: choice('范围', { me: '本人', own: '本部门', others: '下级和其他机关' }),
    organName: words('抽查实施机关'),
    legalRepresentative: words('法定代表人/经营者', 100),
    registrationOrgan: words('登记机关', 100),
    jurisdiction: words('管辖机关', 100),
    drawnUpBy: words('制定机关'),
    drawnUp: period('制定日期'),
    planBegins: period('开始时间'),
    /** In how many plans on this PC the enterprise was drawn. */
    timesDrawn: choice('抽查次数', { once: '1 次', more: '2 次及以上' }),
    planEnds: period('截止日期'),
    inspected: period('检查日期'),
    deliveries: choice('报送状态', deliveryStateNames),
  },
  pages: {
    mine: { title: '我的抽查任务', sort: ascending('planTo') },
    confirm: { title: '主体名单确认', sort: ascending('planTo') },
    review: { title: '抽查结果复核', sort: ascending('planTo') },
    query: { title: '抽查主体查询', sort: descending('planTo') },
  },
  /** Without 检查日期 one counts as the earliest; names go by their pinyin initials. */
  orders: { planTo: '截止日期', enterpriseName: '主体名称', inspectedOn: '检查日期' },
});
export type SubjectList = typeof subjectList;
export type SubjectPage = PageOfList<SubjectList>;
export type SubjectFilter = FilterOfList<SubjectList>;
export type SubjectSort = SortOfList<SubjectList>;

/**
 * `query` 抽查方案查询: all that this PC holds. `confirm` 主体名单确认: those in which the own department takes part. `stage`:
 * running ones in front, then what ends first.
 */
export const planList = listOf({
  name: 'inspectionPlans',
  fields: {
    name: words('抽查方案名称'),
    number: words('抽查编号', 60),
    stages: choice('状态', planStageNames),
    lead: words('牵头部门'),
    drawnUpBy: words('制定机关'),
    drawnUp: period('制定时间'),
    begins: period('抽查开始时间'),
    ends: period('抽查截止时间'),
  },
  pages: {
    query: { title: '抽查方案查询', sort: ascending('stage') },
    confirm: { title: '主体名单确认', sort: ascending('endsOn') },
  },
  orders: { stage: '状态', name: '抽查方案名称', endsOn: '截止日期', drawnUpOn: '制定日期' },
});
export type PlanList = typeof planList;
export type PlanFilter = FilterOfList<PlanList>;
export type PlanSort = SortOfList<PlanList>;

/** 抽查人员调整: who still has to inspect in the running plans, one row a person and plan; those with most to do in front. */
export const peopleList = listOf({
  name: 'inspectionPeople',
  fields: {
    inspectorName: words('检查人员', 50),
    planName: words('抽查方案名称'),
    planNumber: words('抽查编号', 60),
    drawnUpBy: words('制定机关'),
    organName: words('所属机关'),
    unit: words('所属部门', 100),
    /** A plan brings it. */
    planId: linked('抽查方案', (id, nameOf) => nameOf('plan', id)),
  },
  pages: { adjust: { title: '抽查人员调整', sort: descending('open') } },
  orders: { open: '抽查主体', inspectorName: '检查人员', planName: '抽查方案名称' },
});
export type PeopleList = typeof peopleList;
export type PeopleSort = SortOfList<PeopleList>;
