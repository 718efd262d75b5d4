/** Where the rows of each kind of export come from. A domain with an Excel adds one line to each function. */
import type { ExportRequest } from '#shared/contract/exports.ts';
import { inspectorOperations } from '#shared/domains/inspectors/operations.ts';
import { planOperations } from '#shared/domains/inspections/plans.ts';
import { subjectOperations } from '#shared/domains/inspections/subject-operations.ts';
import { noticeOperations } from '#shared/domains/notices/operations.ts';
import type { Database } from '../database/types.ts';
import { subjectListSpec } from '../inspections/lists.ts';
import { plansContent, plansTitle } from '../inspections/plan-workbook.ts';
import { findPlans } from '../inspections/plans.ts';
import {
  inspectionTitles,
  resultsContent,
  statisticsContent,
  subjectQueryOf,
  tasksContent,
} from '../inspections/workbook.ts';
import { findInspectors } from '../inspectors/queries.ts';
import { inspectorsContent, inspectorsTitle } from '../inspectors/workbook.ts';
import { noticeListSpec } from '../notices/lists.ts';
import { noticeLayout, noticeSheetRows, noticeWorkbookTitle } from '../notices/workbook.ts';
import { countOutbox, outboxContent, outboxWorkbookTitle } from './outbox-workbook.ts';
import { findAll, findPage } from '../records/list.ts';
import { listView } from '../records/list-view.ts';
import type { Workspace } from '../workspace.ts';
import type { SheetLayout } from './sheet-form.ts';
import type { SheetRow } from './sheet-writer.ts';
import type { ExportTask } from './task.ts';

export interface SheetContent {
  readonly layout: SheetLayout;
  readonly rows: Iterable<SheetRow>;
  /** Number of rows. */
  readonly total: number;
}

const operationNames = {
  ...noticeOperations.forSync.operationNames,
  ...subjectOperations.forSync.operationNames,
  ...planOperations.forSync.operationNames,
  ...inspectorOperations.forSync.operationNames,
};

/** Title of the sheet and of the job. */
export function titleOf(request: ExportRequest): string {
  switch (request.kind) {
    case 'notices':
      return noticeWorkbookTitle(request.page);
    case 'inspectionPlans':
      return plansTitle;
    case 'inspectors':
      return inspectorsTitle;
    case 'outbox':
      return outboxWorkbookTitle;
    default:
      return inspectionTitles[request.kind];
  }
}

/** Whether there is anything to export now. */
export function hasRows(workspace: Workspace, request: ExportRequest): boolean {
  const { database } = workspace;
  const view = listView(workspace);
  switch (request.kind) {
    case 'notices':
      return findPage(database, noticeListSpec, request, view, null, 1).keys.length > 0;
    case 'inspectionPlans':
      return findPlans(database, request, view.today).length > 0;
    case 'inspectors':
      return findInspectors(database, request, view.today).length > 0;
    case 'outbox':
      return countOutbox(database, request) > 0;
    default:
      return findPage(database, subjectListSpec, subjectQueryOf(request), view, null, 1).keys.length > 0;
  }
}

/** Layout and rows, read as the sheet is written. */
export function contentOf(database: Database, task: ExportTask): SheetContent {
  const { request, maker, clock, account } = task;
  const view = { ...clock, account };
  switch (request.kind) {
    case 'notices': {
      const keys = findAll(database, noticeListSpec, request, view);
      return {
        layout: noticeLayout(database, request, maker, keys.length),
        rows: noticeSheetRows(database, keys, view),
        total: keys.length,
      };
    }
    case 'inspectionTasks':
      return tasksContent(database, request, maker, view);
    case 'inspectionResults':
      return resultsContent(database, request, maker, view);
    case 'inspectionStatistics':
      return statisticsContent(database, request, maker, view);
    case 'inspectionPlans':
      return plansContent(database, request, maker, view);
    case 'inspectors':
      return inspectorsContent(database, request, maker, view.today);
    case 'outbox':
      return outboxContent(database, request, maker, operationNames);
  }
}
