/** 执法人员名录 in the house: it stands under 双随机抽查, which draws from it. */
import type { Feature } from '#app/app/feature.ts';
import { listLocation } from '#app/app/links.ts';

const route = 'inspection-inspectors';

export const feature: Feature = {
  routes: [
    {
      path: '/inspections/inspectors',
      name: route,
      meta: { title: '执法人员名录' },
      component: () => import('./InspectorsPage.vue'),
    },
  ],
  navigation: { name: '双随机抽查', order: 21, entries: [{ route }] },
  records: {
    inspectors: {
      location: (id) => listLocation(route, undefined, id),
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
