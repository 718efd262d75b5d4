/** Names of the pages of 执法人员名录. */
export const inspectorRoutes = {
  reading: 'inspection-inspectors',
  keeping: 'inspection-inspectors-keeping',
} as const;
