/** How many records one page is asked for. */

/** Records per page: grows on a good line, shrinks where pages do not arrive whole. */
const smallestPage = 20;
const firstPage = 1000;
export const largestPage = 4000;

export type PageSize = ReturnType<typeof createPageSize>;
export function createPageSize() {
  let limit = firstPage;
  return {
    limit: (): number => limit,
    arrived: (): void => void (limit = Math.min(largestPage, limit * 2)),
    failed: (): void => void (limit = Math.max(smallestPage, Math.floor(limit / 4))),
  };
}
