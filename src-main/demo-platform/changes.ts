/**
 * `GET /v1/changes`: pages of one department's stream by an opaque cursor. The cursor carries where the reader stands
 * and how far the platform had come when the reader began, signed so that a made-up or foreign one is recognised.
 */
import { createHmac } from 'node:crypto';
import { changesQuerySchema } from '#shared/platform-api/interface.ts';
import {
  jsonTextAnswer,
  type PlatformAnswer,
  type PlatformRequest,
  Refusal,
  type Stamp,
  stampText,
} from './answers.ts';
import { collectionNamed, streamOf } from './collections.ts';
import type { Session } from './sessions.ts';
import type { Store } from './store.ts';

type Position = { after: number; since: number };

const unknown = (): Refusal => new Refusal('cursorUnknown', '同步位置已失效，请从头同步该类数据');

/** Everything that makes a cursor mean something else: it is signed, not carried. */
type Scope = { secret: string; epoch: string; department: string; collection: string; view: string };

const sign = (scope: Scope, position: string): string =>
  createHmac('sha256', scope.secret)
    .update([scope.epoch, scope.department, scope.collection, scope.view, position].join('\n'))
    .digest('base64url')
    .slice(0, 16);

export function writeCursor(scope: Scope, { after, since }: Position): string {
  const position = `${after.toString(36)}.${since.toString(36)}`;
  return `${position}.${sign(scope, position)}`;
}

export function readCursor(scope: Scope, cursor: string, sequence: number): Position {
  const match = /^([0-9a-z]{1,11})\.([0-9a-z]{1,11})\.([\w-]{16})$/.exec(cursor);
  if (!match) throw unknown();
  const [, after = '', since = '', signature] = match;
  if (signature !== sign(scope, `${after}.${since}`)) throw unknown();
  const position = { after: Number.parseInt(after, 36), since: Number.parseInt(since, 36) };
  // Ahead of the platform: its history was set back since.
  if (position.after > sequence || position.since > sequence) throw unknown();
  return position;
}

export function answerChanges(
  request: PlatformRequest,
  session: Session,
  context: { store: Store; stamp: Stamp; secret: string },
): PlatformAnswer {
  const { store, stamp, secret } = context;
  const query = new URL(request.path, 'http://platform.invalid').searchParams;
  const parsed = changesQuerySchema.safeParse(Object.fromEntries(query));
  if (!parsed.success) {
    if (parsed.error.issues.some((issue) => issue.path[0] === 'cursor')) throw unknown();
    throw new Refusal('badRequest', '查询参数不正确：需要 collection，limit 为 1 至 5000，view 为 all 或 open');
  }
  const { collection: name, view, cursor, limit } = parsed.data;
  const collection = collectionNamed(name);
  if (!collection) throw new Refusal('notFound', `平台没有“${name}”这类数据`);
  const own = session.account.department.code;
  const department = streamOf(name, own);
  const now = stamp();
  const scope = { secret, epoch: now.epoch, department: own, collection: name, view };
  const sequence = store.sequence();
  const position = cursor === undefined ? { after: 0, since: sequence } : readCursor(scope, cursor, sequence);

  const { upserts, removals, last, more } = store.page(name, department, view, { ...position, limit });
  // At the end the reader stands at the platform's newest change, whoever may see it: the next page starts behind it.
  const after = more && last !== null ? last : sequence;
  const next = writeCursor(scope, { after, since: position.since });
  const total = store.counts(name, department)[view];
  const nothing = Buffer.alloc(0);
  const body = Buffer.concat([
    Buffer.from(
      `${stampText(now)},"collection":${JSON.stringify(name)},"view":${JSON.stringify(view)},"cursor":${JSON.stringify(cursor ?? null)},"upserts":[`,
    ),
    upserts ?? nothing,
    Buffer.from('],"removals":['),
    removals ?? nothing,
    Buffer.from(`],"nextCursor":${JSON.stringify(next)},"more":${more},"total":${total}}`),
  ]);
  return jsonTextAnswer(200, body);
}
