/**
 * The operations of one collection: what each is called, what it carries, and the one rule that does them all.
 *
 * ```ts
 * const kinds = { 'notices.receive': { name: '接收', payload: z.object({}) }, … } as const;
 * export const noticeOperations = operations(kinds, applyNoticeOperation);
 * ```
 *
 * The client replays by it, the demo platform decides by it, the interface document lists it.
 */
import { z } from 'zod';
import type { Actor } from '../platform-api/common.ts';
import { mayDo, noRightCode, noRightWords, type Role } from '../trade/rights.ts';
import { type Applied, type Refused, refuse } from './applied.ts';

/** Kind on the wire → its Chinese name, the shape of what it carries, and the roles to which it is left. */
export type OperationKinds = Readonly<
  Record<
    string,
    {
      readonly name: string;
      readonly payload: z.ZodType;
      /** Absent: everybody of the department may, as far as the rule lets them. */
      readonly by?: readonly Role[];
    }
  >
>;
type KindIn<Kinds> = keyof Kinds & string;

/** Who does it, and when. */
interface Done {
  readonly actor: Actor;
  readonly time: string;
}

/** An operation as the outbox or the wire has it: nobody has looked yet whether the payload belongs to the kind. */
export interface RawOperation extends Done {
  readonly kind: string;
  readonly payload: unknown;
}

/** An operation whose payload has the shape of its kind; `Wanted` narrows it to some of the kinds. */
export type OperationOf<Kinds extends OperationKinds, Wanted extends KindIn<Kinds> = KindIn<Kinds>> = {
  [Kind in Wanted]: Done & { readonly kind: Kind; readonly payload: z.infer<Kinds[Kind]['payload']> };
}[Wanted];

type Read<Operation> = { ok: true; operation: Operation } | Refused;

/** How a record begins that a client makes: the kind that makes it, and the record after it. */
interface Creation<Data, Operation, Kind = string> {
  readonly kind: Kind;
  make(recordId: string, operation: Operation, today: string): Applied<Data>;
}

/** What a `SyncedCollection` tells of its operations, to be spread into it. */
interface ForSync<Data> {
  readonly operationNames: Readonly<Record<string, string>>;
  /** Does one operation by the rule; one that cannot be read is refused like any other. Pure. */
  replay(record: Data, operation: RawOperation, today: string): Applied<Data>;
  readonly creation?: Creation<Data, RawOperation>;
  /**
   * Why nobody with these roles may do it, whatever the record; null: they may. Asked when something is done and where the
   * platform takes it in, never when queued work is replayed: rights may have changed since.
   */
  rightRefusal(kind: string, roles: readonly string[]): Refused | null;
}

export interface Operations<Kinds extends OperationKinds, Data> {
  readonly kinds: Kinds;
  knows(kind: string): kind is KindIn<Kinds>;
  /** Pairs the kind with its payload, or tells what is wrong with it; fields are paths like `feedback.issuedOn`. */
  read(operation: RawOperation): Read<OperationOf<Kinds>>;
  readonly replay: ForSync<Data>['replay'];
  readonly rightRefusal: ForSync<Data>['rightRefusal'];
  readonly forSync: ForSync<Data>;
}

/** Binds the kinds of a collection to its rule, and to the way a record begins where clients make records. */
export function operations<Kinds extends OperationKinds, Data, Making extends KindIn<Kinds> = never>(
  kinds: Kinds,
  apply: (record: Data, operation: OperationOf<Kinds>, today: string) => Applied<Data>,
  creation?: Creation<Data, OperationOf<Kinds, Making>, Making>,
): Operations<Kinds, Data> {
  const knows = (kind: string): kind is KindIn<Kinds> => Object.hasOwn(kinds, kind);

  function readAs<Kind extends KindIn<Kinds>>(
    kind: Kind,
    { payload, actor, time }: RawOperation,
  ): Read<OperationOf<Kinds, Kind>> {
    const definition: Kinds[Kind] = kinds[kind];
    const shape: Kinds[Kind]['payload'] = definition.payload;
    const parsed = z.safeParse(shape, payload);
    if (!parsed.success) return { ok: false, reasons: shapeReasons(parsed.error) };
    return { ok: true, operation: { kind, payload: parsed.data, actor, time } };
  }

  const read = (operation: RawOperation): Read<OperationOf<Kinds>> =>
    knows(operation.kind) ? readAs(operation.kind, operation) : unknownKind(operation);

  function replay(record: Data, operation: RawOperation, today: string): Applied<Data> {
    const known = read(operation);
    return known.ok ? apply(record, known.operation, today) : known;
  }

  const definitions: OperationKinds = kinds;
  function rightRefusal(kind: string, roles: readonly string[]): Refused | null {
    // What is unknown is refused as such, by `read`.
    const definition = knows(kind) ? definitions[kind] : undefined;
    return definition && !mayDo(definition.by, roles) ? refuse(noRightCode, noRightWords(definition.name)) : null;
  }

  const operationNames = Object.fromEntries(Object.entries(kinds).map(([kind, { name }]) => [kind, name]));
  const made = creation && {
    kind: creation.kind,
    make(recordId: string, operation: RawOperation, today: string): Applied<Data> {
      const known = readAs(creation.kind, operation);
      return known.ok ? creation.make(recordId, known.operation, today) : known;
    },
  };
  const forSync = { operationNames, replay, rightRefusal, ...(made && { creation: made }) };
  return { kinds, knows, read, replay, rightRefusal, forSync };
}

const unknownKind = ({ kind }: RawOperation): Refused => refuse('unknownKind', `不认识的操作：${kind}`);

/** What of a payload does not have the shape of its kind; bounds are those of `fieldReasonSchema`. */
const shapeReasons = (error: z.core.$ZodError): Refused['reasons'] =>
  error.issues.slice(0, 100).map((issue) => ({
    field: issue.path.map(String).join('.').slice(0, 200),
    code: 'shape',
    message: `内容不符合接口要求：${issue.message}`.slice(0, 500),
  }));
