/** What 双告知 brings to the demo platform. */
import type { PlatformDomain } from '../domain.ts';
import { noticeCollection } from './collection.ts';
import { noticeControl } from './control.ts';
import { noticeMaker } from './seed.ts';

export const notices = {
  collections: [noticeCollection],
  amounts: { small: 120, county: 5_000, province: 200_000 },
  makerOf: noticeMaker,
  controlOf: noticeControl,
} satisfies PlatformDomain;
