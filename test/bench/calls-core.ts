/** A core as far as the procedures of 双告知 look at it: somebody is signed in, on the bench's database. */
import type { Database } from '#core/database/types.ts';
import type { Core } from '#core/router.ts';
import type { Unlocked } from '#core/unlocked.ts';
import { openTestWorkspace } from '../integration/core/support.ts';
import { provinceDepartment, provinceNow } from './province.ts';

export function benchWorkspace(database: Database): Unlocked['workspace'] {
  return { ...openTestWorkspace({ start: provinceNow, department: provinceDepartment }), database };
}

export function benchCore(database: Database): Core {
  const unlocked: Partial<Unlocked> = { workspace: benchWorkspace(database) };
  const session: Partial<Core['session']> = { current: () => unlocked as Unlocked };
  // The procedures of 双告知 take nothing else from the core.
  return { session } as Core;
}
