/** 导出 Excel of the lists of 抽查主体: what each sheet holds of the rows that the list shows. */
import type { ExportRequest } from '#shared/contract.ts';

export type SheetKind = Extract<ExportRequest['kind'], `inspection${'Tasks' | 'Results' | 'Statistics'}`>;
export const sheetNames: Record<SheetKind, string> = {
  inspectionTasks: '任务清单',
  inspectionResults: '结果清单（已录入的）',
  inspectionStatistics: '情况统计（按方案、部门、结果）',
};
