/** Writes docs/sync-interface-v1.json from src-shared/platform-api. Run with `node scripts/make-openapi.ts`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { openApiText } from '../src-shared/openapi.ts';

const docs = new URL('../docs/', import.meta.url);
mkdirSync(docs, { recursive: true });
writeFileSync(new URL('sync-interface-v1.json', docs), openApiText());
