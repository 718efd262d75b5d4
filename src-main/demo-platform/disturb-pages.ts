/** Faults inside pages of changes: rows out of order, doubled, damaged, foreign, or all gone. */
import { jsonTextAnswer, type PlatformAnswer, type PlatformRequest } from './answers.ts';
import type { Fault, FaultKind } from './faults.ts';
import type { Random } from './random.ts';

type Row = { id: string; revision: number; data: Record<string, unknown> };
type Page = { upserts: Row[]; removals: { id: string; revision: number }[]; more: boolean; nextCursor: string };

export type PageMemory = {
  /** What each reader asked for last, by `readerOf`; for `repeatPage`. */
  last: Map<string, string>;
  /** The places that each reader asked for last, each once, oldest first; for `cursorCircle`. */
  places: Map<string, string[]>;
  /** Ids that the reader's department sees now, with a revision newer than any. */
  everything(request: PlatformRequest): { id: string; revision: number }[];
};

const pageKinds: readonly FaultKind[] = [
  'reorderPage',
  'doubleRows',
  'unknownField',
  'missingField',
  'foreignRecord',
  'rawRecord',
  'massRemoval',
  'cursorCircle',
];
/** Places of a reader that are remembered: the largest circle. */
const mostPlaces = 3;

const shuffled = <Item>(list: readonly Item[], random: Random): Item[] =>
  list
    .map((item) => ({ item, key: random.next() }))
    .sort((left, right) => left.key - right.key)
    .map(({ item }) => item);

function change(fault: Fault, page: Page, request: PlatformRequest, random: Random, memory: PageMemory): void {
  const first = page.upserts[0];
  switch (fault.kind) {
    case 'reorderPage':
      page.upserts = shuffled(page.upserts, random);
      break;
    case 'doubleRows':
      page.upserts = page.upserts.flatMap((row) => [row, row]).slice(0, 5000);
      break;
    case 'unknownField':
      for (const row of page.upserts) row.data.platformInternalMark = '平台新增字段';
      break;
    case 'missingField':
      if (first) Reflect.deleteProperty(first.data, fault.field ?? 'enterpriseName');
      break;
    case 'foreignRecord':
      if (first) {
        const foreign = { code: '433299999', name: '别县别局' };
        page.upserts.push({
          id: `FOREIGN-${first.id}`.slice(0, 64),
          revision: first.revision,
          data: {
            ...first.data,
            id: `FOREIGN-${first.id}`.slice(0, 64),
            stage: 'pending',
            reviewDepartment: foreign,
            receipt: null,
            returned: null,
          },
        });
      }
      break;
    case 'massRemoval':
      page.upserts = [];
      page.removals = memory.everything(request).slice(0, 5000);
      page.more = false;
      break;
    case 'cursorCircle': {
      const asked = placeOf(request);
      const places = memory.places.get(placesKey(request)) ?? [];
      page.more = true;
      // News lead on, and so make the circle wider.
      if (asked !== null && places.includes(page.nextCursor))
        page.nextCursor = places.find((place) => place !== asked) ?? asked;
      break;
    }
    default:
      break;
  }
}

/** Applies the page faults to an answer of `GET /v1/changes`; other answers pass unchanged. */
export function disturbPage(
  faults: readonly Fault[],
  request: PlatformRequest,
  answer: PlatformAnswer,
  { random, pages }: { random: Random; pages: PageMemory },
): PlatformAnswer {
  if (!request.path.startsWith('/v1/changes') || answer.status !== 200) return answer;
  const struck = faults.filter((fault) => pageKinds.includes(fault.kind));
  if (struck.length === 0) return answer;
  const page = JSON.parse(answer.body.toString()) as Page;
  for (const fault of struck) change(fault, page, request, random, pages);
  const raw = struck.find((fault) => fault.kind === 'rawRecord')?.raw;
  const text = JSON.stringify(page);
  if (raw === undefined) return jsonTextAnswer(200, text);
  // Raw text goes in by hand: parsing and writing it again would mend what is wrong with it.
  const comma = page.upserts.length > 0 ? ',' : '';
  return jsonTextAnswer(
    200,
    text.replace('"upserts":[', () => `"upserts":[${raw}${comma}`),
  );
}

/** Who asks for which collection, or null where the request is not for a page of changes. */
export function readerOf(request: PlatformRequest): string | null {
  if (!request.path.startsWith('/v1/changes')) return null;
  return `${request.headers.authorization ?? ''} ${queryOf(request).get('collection') ?? ''}`;
}

const queryOf = (request: PlatformRequest): URLSearchParams =>
  new URL(request.path, 'http://platform.invalid').searchParams;
const placeOf = (request: PlatformRequest): string | null => queryOf(request).get('cursor');
const placesKey = (request: PlatformRequest): string =>
  `${readerOf(request) ?? ''} ${queryOf(request).get('view') ?? ''}`;

/** Remembers the place that a reader asks for. */
export function rememberPlace({ places }: PageMemory, request: PlatformRequest): void {
  const place = placeOf(request);
  const known = places.get(placesKey(request)) ?? [];
  if (place === null || known.includes(place)) return;
  places.set(placesKey(request), [...known, place].slice(-mostPlaces));
}
