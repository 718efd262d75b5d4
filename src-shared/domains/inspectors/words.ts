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

/** 学历 (GB/T 4658, first level); what somebody else wrote is kept as it is. */
export const educations = [
  '研究生',
  '大学本科',
  '大学专科',
  '中等专科',
  '职业高中',
  '技工学校',
  '普通高中',
  '初中',
  '小学',
  '其他',
] as const;
/** What people write instead. */
const otherEducations: Readonly<Record<string, string>> = {
  博士: '研究生',
  博士研究生: '研究生',
  硕士: '研究生',
  硕士研究生: '研究生',
  本科: '大学本科',
  大学: '大学本科',
  大专: '大学专科',
  专科: '大学专科',
  中专: '中等专科',
  职高: '职业高中',
  技校: '技工学校',
  高中: '普通高中',
};
/** The name of the table for what was written; itself where the table has none. */
export const educationOf = (written: string): string => otherEducations[written.trim()] ?? written.trim();

/** Days before the end of an 执法证 in which somebody should see to a new one. */
export const certificateSoonDays = 60;

export const genderNames = { male: '男', female: '女' } as const;
