/** The part of the core that serves 双随机抽查. */
import { core } from '#app/app/core-client.ts';

export const inspections = () => core().inspections;
export const inspectors = () => core().inspectors;
