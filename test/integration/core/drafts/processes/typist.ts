/**
 * A person who fills in a form without ever pausing: the page's own way of saving over the core's own way of keeping, in
 * one process, on an encrypted database. Killed from outside. Arguments: database file, its key in hex, folder of the
 * migrations, which form.
 */
import './page-globals.ts';
import { writeSync } from 'node:fs';
import { effectScope } from 'vue';
import { openDatabase } from '#core/database/open.ts';
import { draftsOf, saveDraft } from '#core/drafts/store.ts';
import { type CoreClient, installCore } from '#app/app/core-client.ts';
import { useDraft } from '#app/app/use-draft.ts';
import { account, type TypedForm, typedForms, type TypedFormName, typedText } from './typed-text.ts';

const [file = '', key = '', migrationsDirectory = '', form = ''] = process.argv.slice(2);
const database = openDatabase({ file, key: new Uint8Array(Buffer.from(key, 'hex')), migrationsDirectory });

// Only now: Vue would take a document for one to build elements in. Nobody hides or leaves the page here.
Object.assign(globalThis, { document: new EventTarget() });
installCore({
  drafts: {
    // As the router answers; the wire between page and core is not under test here.
    save: (input: Parameters<typeof saveDraft>[1]) => {
      const savedAt = new Date().toISOString();
      return Promise.resolve(
        saveDraft(database, input, account, savedAt) ? { ok: true, savedAt } : { ok: false, reason: 'refused' },
      );
    },
  },
} as unknown as CoreClient);

function sitDown<Values>(typed: TypedForm<Values>): void {
  const { collection, recordId } = typed.draft;
  const found = draftsOf(database, collection, recordId, account)[0] ?? null;
  const draft = effectScope().run(() => useDraft({ ...typed.draft, base: typed.base, found }))!;
  let count = typed.text(draft.values.value).length;
  writeSync(1, `began ${count}\n`);
  // Time as the person types: a machine that is busy with something else takes none of it.
  let at = 0;
  const type = (): void => {
    count += 1;
    typed.type(draft.values.value, typedText(count));
    draft.touch();
    writeSync(1, `typed ${count} ${at}\n`);
    const pause = 15 + Math.random() * 45;
    at += pause;
    setTimeout(type, pause);
  };
  type();
}
sitDown(typedForms[form as TypedFormName] as TypedForm<unknown>);
