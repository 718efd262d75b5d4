/** The schemas of sync interface v1, for the document: those of the interface itself, and what domains describe. */
import { z } from 'zod';
import type { CollectionName } from '../domains/collections.ts';
import type { OperationKinds } from '../records/operations.ts';
import { actorSchema, departmentSchema, platformErrorSchema } from './common.ts';
import { deviceSchema, devicesResponseSchema } from './devices.ts';
import {
  attachmentStatusSchema,
  changeSchema,
  changesResponseSchema,
  fieldReasonSchema,
  operationSchema,
  operationsRequestSchema,
  operationsResponseSchema,
  operationStatusSchema,
  outcomeSchema,
  pingResponseSchema,
  removalSchema,
  sessionRequestSchema,
  sessionResponseSchema,
} from './interface.ts';

/** How a collection stands in the document. */
export interface DescribedCollection {
  /** Of the record among the schemas: `Notice`. Those of operations are named after it: `NoticeReceive`. */
  readonly name: string;
  /** What stands in `data`. */
  readonly record: z.ZodType;
  readonly kinds: OperationKinds;
  /** Parts of it with a name of their own: a schema inside another becomes a reference to it. Absent: none. */
  readonly parts?: Readonly<Record<string, z.ZodType>>;
}
/** The collections of a domain that other platforms may build. */
export type Described = Readonly<Partial<Record<CollectionName, DescribedCollection>>>;

const ownSchemas = {
  Error: platformErrorSchema,
  Ping: pingResponseSchema,
  SessionRequest: sessionRequestSchema,
  Session: sessionResponseSchema,
  Change: changeSchema,
  Removal: removalSchema,
  Changes: changesResponseSchema,
  Actor: actorSchema,
  Department: departmentSchema,
  Operation: operationSchema,
  OperationsRequest: operationsRequestSchema,
  FieldReason: fieldReasonSchema,
  Outcome: outcomeSchema,
  OperationsResponse: operationsResponseSchema,
  OperationStatus: operationStatusSchema,
  AttachmentStatus: attachmentStatusSchema,
  Device: deviceSchema,
  Devices: devicesResponseSchema,
} satisfies Record<string, z.ZodType>;
type OwnName = keyof typeof ownSchemas;

export const referenceTo = (name: string) => ({ $ref: `#/components/schemas/${name}` });
export const json = (name: OwnName) => ({ 'application/json': { schema: referenceTo(name) } });
export const answer = (description: string, name: OwnName) => ({ description, content: json(name) });

/** `notices.receive` of `Notice`: `NoticeReceive`. */
export function nameOfPayload({ name }: DescribedCollection, kind: string): string {
  const verb = kind.slice(kind.indexOf('.') + 1);
  return `${name}${verb.charAt(0).toUpperCase()}${verb.slice(1)}`;
}

/** All schemas by name, as JSON Schema. */
export function schemasOf(collections: readonly DescribedCollection[]): Record<string, unknown> {
  const described = collections.flatMap((collection) => [
    [collection.name, collection.record] as const,
    ...Object.entries(collection.parts ?? {}),
    ...Object.entries(collection.kinds).map(
      ([kind, { payload }]) => [nameOfPayload(collection, kind), payload] as const,
    ),
  ]);
  const all: readonly (readonly [string, z.ZodType])[] = [...Object.entries(ownSchemas), ...described];
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of all) registry.add(schema, { id });
  // 'input': a receiver accepts fields that it does not know, so none are forbidden.
  const { schemas } = z.toJSONSchema(registry, { io: 'input', uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(
    all.map(([name]) => {
      const { $schema: _dialect, $id: _address, ...schema } = schemas[name] ?? {};
      return [name, schema];
    }),
  );
}
