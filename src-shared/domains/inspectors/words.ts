/** Codes of the 执法检查人员名录. No schema, so that the first page may read it. */

/** 人员类型 and 监督检查（执法）种类, as in the import template of the manual. */
export const inspectorTypes = ['综合管理', '专业技术', '行政执法', '其他'] as const;
export const inspectionLines = [
  '质量技术监督',
  '工商行政管理',
  '食品药品监督',
  '价格检查',
  '市场监管',
  '其他',
] as const;

/** Days before the end of an 执法证 in which somebody should see to a new one. */
export const certificateSoonDays = 60;

export const genderNames = { male: '男', female: '女' } as const;
