/** What 双随机抽查 brings to the demo platform. */
import type { PlatformDomain } from '../domain.ts';
import { checklistCollection } from './checklists.ts';
import { inspectionControl } from './control.ts';
import { planCollection } from './plans.ts';
import { inspectionMaker } from './seed.ts';
import { subjectCollection } from './subjects.ts';

export const inspections = {
  collections: [checklistCollection, planCollection, subjectCollection],
  /** 抽查主体, at least so many. */
  amounts: { small: 70, county: 640, province: 50_000 },
  makerOf: inspectionMaker,
  controlOf: inspectionControl,
} satisfies PlatformDomain;
