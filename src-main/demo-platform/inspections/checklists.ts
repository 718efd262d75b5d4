/** 抽查事项清单: every version is a record of its own; the same for every department, read-only. */
import type { Checklist } from '#shared/domains/inspections/checklist.ts';
import type { Collection } from '../collection.ts';
import { readOnly } from '../read-only.ts';
import { everyone } from '../store.ts';

/** Id of one version: `CL001-v2`. */
export const checklistRecordId = (checklistId: string, version: number): string => `${checklistId}-v${version}`;

export const checklistCollection: Collection<Checklist> = {
  name: 'checklists',
  shared: true,
  audience: () => [everyone],
  ...readOnly('抽查事项清单由平台维护，部门不能修改'),
};
