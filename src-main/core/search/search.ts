/** One search over all domains: each is asked in turn, and none any more once the question was given up. */
import type { WorkbenchLink } from '#shared/contract.ts';
import { fewestSearched, type SearchGroup } from '#shared/contract/search.ts';
import { normalizeSearchText, searchTerms } from '#shared/trade/text-search.ts';
import type { Workspace } from '../workspace.ts';

type Group = SearchGroup<WorkbenchLink>;

/** What the room asks of a domain. */
export interface Searching {
  search?(workspace: Workspace, text: string, limit: number): Group[];
}

/** Groups that have a hit, in the order of the domains; none for a text that is too short or was given up. */
export async function searchAll(
  workspace: Workspace,
  domains: readonly Searching[],
  text: string,
  limit: number,
  signal?: AbortSignal,
): Promise<Group[]> {
  // Signs alone are no words: they would find everything.
  if (normalizeSearchText(searchTerms(text).join('')).length < fewestSearched) return [];
  const groups: Group[] = [];
  for (const domain of domains) {
    // Whatever came meanwhile is heard, the end of this question included.
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted) return [];
    groups.push(...(domain.search?.(workspace, text, limit) ?? []).filter(({ hits }) => hits.length > 0));
  }
  return groups;
}
