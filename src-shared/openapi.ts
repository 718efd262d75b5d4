/**
 * Sync interface v1 as an OpenAPI 3.1 document, made from the same schemas that both ends check with. For those who build
 * a platform or a gateway; `docs/sync-interface-v1.json` holds it, `scripts/make-openapi.ts` writes it. A domain whose
 * records others may offer adds its line here.
 */
import { enterprisesDescribed } from './domains/enterprises/described.ts';
import { noticesDescribed } from './domains/notices/described.ts';
import { makeDocument } from './platform-api/document.ts';

export const makeOpenApiDocument = () => makeDocument([enterprisesDescribed, noticesDescribed]);

/** The document as the file holds it. */
export const openApiText = (): string => `${JSON.stringify(makeOpenApiDocument(), null, 2)}\n`;
