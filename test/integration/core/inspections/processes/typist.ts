/**
 * A person who fills in a result without ever pausing: the page's own way of saving over the core's own way of keeping, in
 * one process, on an encrypted database. Killed from outside. Arguments: database file, its key in hex, folder of the
 * migrations.
 */
import './page-globals.ts';
import { writeSync } from 'node:fs';
import { effectScope } from 'vue';
import { openDatabase } from '#core/database/open.ts';
import { draftOf, saveDraft } from '#core/inspections/drafts.ts';
import { type CoreClient, installCore } from '#app/app/core-client.ts';
import { blankValues } from '#app/features/inspections/result/result-values.ts';
import { useResultDraft } from '#app/features/inspections/result/use-result-draft.ts';
import { smallChecklist } from '../fixtures.ts';
import { account, subjectId, typedText } from './typed-text.ts';

const [file = '', key = '', migrationsDirectory = ''] = process.argv.slice(2);
const database = openDatabase({ file, key: new Uint8Array(Buffer.from(key, 'hex')), migrationsDirectory });

// Only now: Vue would take a document for one to build elements in. Nobody hides or leaves the page here.
Object.assign(globalThis, { document: new EventTarget() });
installCore({
  inspections: {
    // As the router answers; the wire between page and core is not under test here.
    saveDraft: (input: { subjectId: string; checklistVersion: number; values: string }) => {
      const savedAt = new Date().toISOString();
      return Promise.resolve(
        saveDraft(database, input, account, savedAt) ? { ok: true, savedAt } : { ok: false, reason: 'refused' },
      );
    },
  },
} as unknown as CoreClient);

const checklist = smallChecklist();
const found = draftOf(database, subjectId, account);
const draft = effectScope().run(() =>
  useResultDraft({ subjectId, checklist, base: blankValues(checklist, '2026-03-02'), found }),
)!;

let count = draft.values.value.handling.length;
writeSync(1, `began ${count}\n`);
const type = (): void => {
  count += 1;
  draft.values.value.handling = typedText(count);
  draft.touch();
  writeSync(1, `typed ${count} ${performance.now()}\n`);
  setTimeout(type, 15 + Math.random() * 45);
};
type();
