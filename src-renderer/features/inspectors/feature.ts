/** 执法人员名录 in the house: it stands under 双随机抽查, which draws from it. One page with two faces, as in the manual. */
import { Postcard, User } from '@element-plus/icons-vue';
import { rosterRight } from '#shared/trade/rights.ts';
import type { Feature } from '#app/app/feature.ts';
import { listLocation } from '#app/app/links.ts';
import { useSession } from '#app/app/stores/session.ts';
import { inspectorRoutes } from './links.ts';

const { reading, keeping } = inspectorRoutes;
const page = () => import('./InspectorsPage.vue');

export const feature: Feature = {
  routes: [
    {
      path: '/inspections/inspectors',
      name: reading,
      meta: { title: '执法人员库查询' },
      component: page,
      props: { keeping: false },
    },
    {
      path: '/inspections/inspectors/keeping',
      name: keeping,
      meta: { title: '执法人员库管理' },
      component: page,
      props: { keeping: true },
    },
  ],
  help: () => import('./help.ts'),
  navigation: {
    name: '双随机抽查',
    order: 21,
    entries: [
      { route: keeping, by: rosterRight, icon: Postcard },
      { route: reading, icon: User },
    ],
  },
  records: {
    inspectors: {
      location: (id) => listLocation(useSession().may(rosterRight) ? keeping : reading, undefined, id),
      parts: {
        account: '用户账号',
        name: '姓名',
        gender: '性别',
        age: '年龄',
        education: '学历',
        types: '人员类型',
        lines: '监督检查（执法）种类',
        area: '监督检查（执法）区域',
        skills: '专业技能',
        certificateNumber: '执法证号',
        certificateFrom: '执法证有效期起',
        certificateTo: '执法证有效期止',
        certificateOrgan: '发证机关',
        phone: '电话',
        mobile: '手机号码',
        unit: '部门',
        onDuty: '人员在岗状态',
        remark: '备注',
        revoked: '已撤销',
        department: '单位',
      },
      words: async () => (await import('./words.ts')).inspectorWords,
    },
  },
};
