import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makeOpenApiDocument, openApiText } from '#shared/openapi.ts';

describe('the OpenAPI document of sync interface v1', () => {
  it('is committed as the schemas make it (else run: node scripts/make-openapi.ts)', () => {
    const committed = readFileSync(new URL('../../../docs/sync-interface-v1.json', import.meta.url), 'utf8');
    expect(committed).toBe(openApiText());
  });

  it('refers to nothing that it does not hold', () => {
    const document = makeOpenApiDocument();
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target ?? '');
    const held = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
    expect(references.length).toBeGreaterThan(20);
    expect(references.filter((target) => !held.includes(target))).toEqual([]);
  });

  it('names every call of the interface', () => {
    const { paths } = makeOpenApiDocument();
    const calls = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(calls.sort()).toEqual([
      'GET /v1/attachments/{sha256}',
      'GET /v1/changes',
      'GET /v1/devices',
      'GET /v1/operations/{id}',
      'GET /v1/ping',
      'HEAD /v1/attachments/{sha256}',
      'POST /v1/operations',
      'POST /v1/session',
      'PUT /v1/attachments/{sha256}',
    ]);
  });

  it('lets a platform send fields that this version does not know', () => {
    const { schemas } = z
      .object({ schemas: z.record(z.string(), z.unknown()) })
      .parse(makeOpenApiDocument().components);
    expect(JSON.stringify(schemas.Notice)).not.toContain('"additionalProperties":false');
  });
});
