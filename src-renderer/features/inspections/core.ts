/** The part of the core that serves 双随机抽查. */
import type { ContractRouterClient } from '@orpc/contract';
import type { inspectionsContract, inspectorsContract } from '../../../src-shared/contract/inspections.ts';
import { core } from '../../app/core-client.ts';

interface InspectionsCore {
  readonly inspections: ContractRouterClient<typeof inspectionsContract>;
  readonly inspectors: ContractRouterClient<typeof inspectorsContract>;
}

const served = () => core() as unknown as InspectionsCore;
export const inspections = () => served().inspections;
export const inspectors = () => served().inspectors;
