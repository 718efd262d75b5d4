/**
 * `POST /v1/operations` and `GET /v1/operations/{id}`. Each operation is one transaction of its own: what was answered
 * once is kept under its id and never decided again.
 */
import { createHash } from 'node:crypto';
import { chinaDate } from '#shared/trade/working-days.ts';
import {
  type FieldReason,
  type Operation,
  operationsRequestSchema,
  type Outcome,
} from '#shared/platform-api/interface.ts';
import {
  jsonTextAnswer,
  parseJsonBody,
  type PlatformAnswer,
  type PlatformRequest,
  Refusal,
  type Stamp,
  stampText,
} from './answers.ts';
import type { Collection, Consequence, PlatformView } from './collection.ts';
import { collectionNamed, streamOf } from './collections.ts';
import type { DemoAccount } from './county.ts';
import { createRandom, type Random } from './random.ts';
import type { Sessions, Session } from './sessions.ts';
import type { Store } from './store.ts';

export type OperationContext = {
  store: Store;
  stamp: Stamp;
  clock: () => number;
  departments: readonly string[];
  accounts: readonly DemoAccount[];
  /** Of the county. */
  seed: number;
};
export type Sender = {
  device: string;
  deviceEpoch: number;
  /** The PC of the sign-in: what a request says of itself proves nothing. */
  signedInOn: string;
  account: string;
  department: string;
};

type StoredOperation = { hash: string; department: string; outcome: Outcome['outcome']; answer: string };

/** JSON text with sorted keys, so that the same content always has the same hash. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object')
    return `{${Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`)
      .join(',')}}`;
  return value === undefined ? 'null' : JSON.stringify(value);
}

const rejected = (operationId: string, reasons: FieldReason[]): Outcome => ({
  outcome: 'rejected',
  operationId,
  reasons: reasons.slice(0, 100),
});
const refusedWith = (operationId: string, code: string, message: string, field = ''): Outcome =>
  rejected(operationId, [{ field, code, message }]);

const findStored = (store: Store, id: string): StoredOperation | undefined =>
  store.database
    .prepare<[string], StoredOperation>('SELECT hash, department, outcome, answer FROM operation WHERE id = ?')
    .get(id.toLowerCase());

/** The kept answer; an acceptance is repeated as `duplicate`. */
const repeated = (stored: StoredOperation): string =>
  stored.outcome === 'accepted'
    ? stored.answer.replace('{"outcome":"accepted"', '{"outcome":"duplicate"')
    : stored.answer;

/** Decides an operation that is seen for the first time, and writes the record where it is accepted. */
function decide(operation: Operation, sender: Sender, context: OperationContext): Outcome {
  const { store, clock, accounts } = context;
  const { id, actor } = operation;
  if (actor.departmentCode !== sender.department)
    return refusedWith(id, 'foreignActor', '办理人不属于登录账号所在的部门', 'actor.departmentCode');
  // A colleague's unsent work may be delivered from the shared laptop under another sign-in of the same department.
  const person = accounts.find((one) => one.account === actor.account);
  if (!person || person.department.code !== sender.department)
    return refusedWith(id, 'unknownActor', `平台没有办理人账号“${actor.account}”`, 'actor.account');
  const collection = collectionNamed(operation.collection);
  if (!collection) return refusedWith(id, 'unknownCollection', `平台没有“${operation.collection}”这类数据`);
  if (!operation.kind.startsWith(`${collection.name}.`) || !collection.knows(operation.kind))
    return refusedWith(id, 'unknownKind', `平台不认识操作“${operation.kind}”`);
  const { kind, payload, time } = operation;
  // A name can be written by anybody. Whoever never signed in on that PC did nothing there: then the sender answers for it.
  const isTheirs = store.hasSignedInOn(sender.signedInOn, person.account);
  const responsible = isTheirs ? person : accounts.find((one) => one.account === sender.account);
  const noRight = collection.rightRefusal?.(kind, responsible?.roles ?? []);
  if (noRight) return rejected(id, noRight.reasons);
  const view = viewOf(store);
  const found = store.find(collection.name, operation.recordId);
  const visible = found && store.isVisible(collection.name, streamOf(collection.name, sender.department), found.number);
  if (!found && operation.baseRevision === 0 && collection.create) {
    const made = collection.create(operation.recordId, { kind, payload, actor, time }, view);
    return made.ok ? accept(operation, collection, null, made.record, view, context) : rejected(id, made.reasons);
  }
  if (!found || !visible) return { outcome: 'conflict', operationId: id, current: null };
  const before: unknown = JSON.parse(found.data);
  if (found.revision !== operation.baseRevision)
    return { outcome: 'conflict', operationId: id, current: { revision: found.revision, data: before } };
  const applied = collection.apply(before, { kind, payload, actor, time }, chinaDate(clock()), view);
  return applied.ok
    ? accept(operation, collection, before, applied.record, view, context)
    : rejected(id, applied.reasons);
}

/** Writes the record and what follows from it. */
function accept(
  operation: Operation,
  collection: Collection,
  before: unknown,
  data: unknown,
  view: PlatformView,
  context: OperationContext,
): Outcome {
  const { store, clock } = context;
  const revision = writeWith(collection, operation.recordId, data, context);
  const acceptedAt = new Date(clock()).toISOString();
  for (const further of collection.consequences?.(before, data, view) ?? []) writeConsequence(further, context);
  if (collection.publishes?.(before, data))
    store.logPublication({ collection: collection.name, recordId: operation.recordId, revision, at: acceptedAt });
  const receiptNumber = `HZ${chinaDate(clock()).replaceAll('-', '')}-${String(revision).padStart(8, '0')}`;
  return { outcome: 'accepted', operationId: operation.id, revision, data, acceptedAt, receiptNumber };
}

/** Writes a record, and notes what the platform will do with it by itself. */
function writeWith(target: Collection, id: string, data: unknown, context: OperationContext): number {
  const { store, clock, departments } = context;
  if (target.byItself?.waits(data)) {
    const [shortest, longest] = target.byItself.seconds;
    const seconds = randomFor(context, `${target.name}/${id}`).between(shortest, longest);
    store.addUpcoming(target.name, id, clock() + seconds * 1000);
  }
  return store.write(target.name, id, JSON.stringify(data), target.audience(data, departments), target.isOpen(data));
}

function writeConsequence({ collection, id, data }: Consequence, context: OperationContext): void {
  const target = collectionNamed(collection);
  if (!target) throw new Error(`unknown collection ${collection}`);
  writeWith(target, id, data, context);
}

/** Chance of the platform's own work on one record: by the seed and its name, so that it disturbs no other chance. */
const randomFor = ({ seed }: OperationContext, name: string): Random =>
  createRandom([...name].reduce((mixed, sign) => Math.imul(mixed ^ (sign.codePointAt(0) ?? 0), 0x01000193), seed));

/** Does what the platform does by itself and whose time has come by its clock; called before each request. */
export function workByItself(context: OperationContext): void {
  const { store, clock } = context;
  if (!store.hasDue(clock())) return;
  store.transaction(() => {
    const view = viewOf(store);
    for (const { collection, id } of store.takeDue(clock())) {
      const target = collectionNamed(collection);
      const data = view.record(collection, id);
      if (data === null || !target?.byItself?.waits(data)) continue;
      const changes = target.byItself.work(data, view, randomFor(context, `${collection}/${id}`));
      for (const change of changes) writeConsequence(change, context);
      const [, longest] = target.byItself.seconds;
      if (changes.length === 0) store.addUpcoming(collection, id, clock() + longest * 1000);
    }
  });
}

/** What the rules may look up. */
const viewOf = (store: Store): PlatformView => ({
  record(collection, id) {
    const found = store.find(collection, id);
    return found ? (JSON.parse(found.data) as unknown) : null;
  },
  recordsBelow: (collection, prefix) => store.dataBelow(collection, prefix).map((data): unknown => JSON.parse(data)),
});

/** Takes one operation in: the kept answer for a known id, a fresh decision otherwise. Returns the outcome as JSON text. */
export function takeOperation(operation: Operation, sender: Sender, context: OperationContext): string {
  const { store } = context;
  return store.transaction(() => {
    const body = canonical(operation);
    const hash = createHash('sha256').update(body).digest('hex');
    const stored = findStored(store, operation.id);
    if (stored) {
      if (stored.hash === hash && stored.department === sender.department) return repeated(stored);
      return JSON.stringify(
        refusedWith(operation.id, 'idMisuse', '同一操作编号已用于另一项内容，平台未处理；请联系软件维护人员', 'id'),
      );
    }
    const outcome = decide(operation, sender, context);
    const answer = JSON.stringify(outcome);
    store.database
      .prepare(
        `INSERT INTO operation (id, hash, device, device_epoch, account, department, received_at, body, outcome, answer)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        operation.id.toLowerCase(),
        hash,
        sender.device,
        sender.deviceEpoch,
        sender.account,
        sender.department,
        new Date(context.clock()).toISOString(),
        body,
        outcome.outcome,
        answer,
      );
    return answer;
  });
}

/** `POST /v1/operations`. `expireAfter`: the session ends after so many operations of the batch (a fault). */
export function answerOperations(
  request: PlatformRequest,
  session: Session,
  sessions: Sessions,
  context: OperationContext,
  expireAfter: number | null,
): PlatformAnswer {
  const parsed = operationsRequestSchema.safeParse(parseJsonBody(request.body));
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
    throw new Refusal('badRequest', `报送内容不符合接口要求（${where}）`);
  }
  const { deviceId, deviceEpoch, operations } = parsed.data;
  const sender: Sender = {
    device: deviceId,
    deviceEpoch,
    signedInOn: session.device,
    account: session.account.account,
    department: session.account.department.code,
  };
  const outcomes: string[] = [];
  for (const operation of operations) {
    if (expireAfter !== null && outcomes.length >= expireAfter) {
      sessions.expire(session.token);
      throw new Refusal('signInNeeded', '登录已过期，请重新登录');
    }
    outcomes.push(takeOperation(operation, sender, context));
  }
  return jsonTextAnswer(200, `${stampText(context.stamp())},"outcomes":[${outcomes.join(',')}]}`);
}

/** `GET /v1/operations/{id}`; what another department sent is not told. */
export function answerOperationStatus(id: string, session: Session, context: OperationContext): PlatformAnswer {
  const stored = findStored(context.store, id);
  const outcome = stored && stored.department === session.account.department.code ? stored.answer : 'null';
  return jsonTextAnswer(200, `${stampText(context.stamp())},"operationId":${JSON.stringify(id)},"outcome":${outcome}}`);
}
