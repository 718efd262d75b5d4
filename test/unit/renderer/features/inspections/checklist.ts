/** A small invented checklist with every content type, and a long one. */
import type { Checklist } from '#shared/domains/inspections/checklist.ts';

export const today = '2026-11-20';

export const checklist: Checklist = {
  id: 'QD-1.2',
  checklistId: 'QD-1',
  version: 2,
  name: '经营场所检查',
  materials: ['营业执照'],
  groups: [
    {
      name: '登记事项',
      line: '市场监管',
      items: [
        {
          id: 'i1',
          name: '住所',
          method: '实地查看',
          basis: '条例第一条',
          points: [
            { id: 'p1', type: 'yesNo', title: '住所与登记一致', required: true, sound: 'yes' },
            { id: 'p2', type: 'yesNo', title: '是否擅自改变登记事项', required: true, sound: 'no' },
            { id: 'p3', type: 'choice', title: '经营状态', required: true, options: ['正常营业', '停业'] },
          ],
        },
      ],
    },
    {
      name: '人员与场地',
      line: '市场监管',
      items: [
        {
          id: 'i2',
          name: '面积',
          method: '',
          basis: '',
          points: [
            { id: 'p4', type: 'number', title: '经营面积', required: true, unit: '平方米', usualFrom: 1, usualTo: 500 },
            { id: 'p5', type: 'text', title: '现场情况', required: false, maximumLength: 20 },
          ],
        },
      ],
    },
  ],
};

/** `groups` × `perGroup` 是非型 points. */
export const longChecklist = (groups: number, perGroup: number): Checklist => ({
  ...checklist,
  groups: Array.from({ length: groups }, (_group, group) => ({
    name: `第 ${group + 1} 组`,
    line: '',
    items: [
      {
        id: `g${group}`,
        name: '事项',
        method: '',
        basis: '',
        points: Array.from({ length: perGroup }, (_point, point) => ({
          id: `g${group}p${point}`,
          type: 'yesNo' as const,
          title: `内容 ${group + 1}.${point + 1}`,
          required: true,
          sound: 'yes' as const,
        })),
      },
    ],
  })),
});
