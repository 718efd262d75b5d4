/** What the 执法检查人员名录 brings to the demo platform. Its people are made with the plans that name them. */
import type { PlatformDomain } from '../domain.ts';
import { inspectorCollection } from './collection.ts';
import { skillCollection } from './skills.ts';
import { staffCollection } from './staff.ts';

export const inspectors = {
  collections: [inspectorCollection, staffCollection, skillCollection],
} satisfies PlatformDomain;
