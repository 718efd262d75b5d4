/** How a plan names an inspector. */
import type { InspectorReference } from '#shared/domains/inspections/subjects.ts';
import type { Inspector } from '#shared/domains/inspectors/record.ts';

export const referenceOf = ({ account, name, certificateNumber, department }: Inspector): InspectorReference => ({
  account,
  name,
  certificateNumber,
  department,
});
