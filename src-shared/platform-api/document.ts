/** Sync interface v1 as an OpenAPI 3.1 document. Knows no domain: what stands in records, domains describe. */
import { collectionNames } from '../domains/collections.ts';
import { interfaceVersion } from './common.ts';
import { pathsOf } from './document-paths.ts';
import { type Described, nameOfPayload, referenceTo, schemasOf } from './document-schemas.ts';

/** The whole document; the same on every call. Its schemas come in the order of `domains`. */
export function makeDocument(domains: readonly Described[]) {
  const described = domains.flatMap((domain) => Object.values(domain));
  const all = domains.reduce<Described>((found, domain) => ({ ...found, ...domain }), {});
  const named = collectionNames.flatMap((name) => (all[name] ? [[name, all[name]] as const] : []));
  return {
    openapi: '3.1.0',
    info: {
      title: '部门协同监管平台 同步接口',
      version: `${interfaceVersion}.0.0`,
      description:
        '离线客户端与平台（或其前置网关）之间的接口。每个成功的答复都带平台编号、纪元和平台时间：平台换了或历史被替换（例如从备份恢复）时客户端据此停下询问。',
    },
    security: [{ session: [] }],
    paths: pathsOf(named.map(([name]) => name)),
    'x-collections': Object.fromEntries(
      named.map(([name, collection]) => [
        name,
        {
          record: referenceTo(collection.name),
          operations: Object.fromEntries(
            Object.keys(collection.kinds).map((kind) => [kind, referenceTo(nameOfPayload(collection, kind))]),
          ),
        },
      ]),
    ),
    components: {
      securitySchemes: { session: { type: 'http', scheme: 'bearer', description: 'POST /v1/session 返回的 token' } },
      schemas: schemasOf(described),
    },
  };
}
