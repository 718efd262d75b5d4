/** Printed forms of 双随机抽查, as the house makes them. What draws is loaded when one is printed, and not before. */
import type { PrintRequest } from '#shared/domains/inspections/requests.ts';
import type { Paper } from '#core/exports/paper.ts';
import { formTitles, printableSubjects, printName } from './chosen.ts';

export const inspectionPaper: Paper<PrintRequest> = {
  title: ({ form }) => formTitles[form],
  fileName(database, request) {
    const printable = printableSubjects(database, request);
    return printable.length === 0 ? null : printName(database, request, printable);
  },
  async print(path, request, source, progress) {
    const { printInspections } = await import('./print.ts');
    return printInspections(path, request, source, progress);
  },
};
