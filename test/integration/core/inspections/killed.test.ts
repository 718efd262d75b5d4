import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase } from '#core/database/open.ts';
import { discardDraft, draftOf, restoreDraft, saveDraft } from '#core/inspections/drafts.ts';
import { migrationsDirectory, projectRoot, temporaryDirectory } from '../support.ts';

const directory = temporaryDirectory('killed-inspections');
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const at = (path: string) => pathToFileURL(join(projectRoot, path)).href;

describe('a process killed while somebody types', () => {
  it('has lost nothing of a result that it said was saved, and made nothing up', async () => {
    const file = join(directory, 'department.db');
    const script = join(directory, 'type.mts');
    writeFileSync(
      script,
      `import { openDatabase } from ${JSON.stringify(at('src-main/core/database/open.ts'))};
       import { saveDraft, draftOf } from ${JSON.stringify(at('src-main/core/inspections/drafts.ts'))};
       const database = openDatabase({ file: ${JSON.stringify(file)}, key: null, migrationsDirectory: ${JSON.stringify(migrationsDirectory)} });
       let count = Number(JSON.parse(draftOf(database, 'S1', 'lin01')?.values ?? '{"count":0}').count);
       for (;;) {
         count += 1;
         const values = JSON.stringify({ count, text: '字'.repeat(count % 1000) });
         process.stdout.write('typed ' + count + '\\n');
         saveDraft(database, { subjectId: 'S1', checklistVersion: 1, values }, 'lin01', new Date(count).toISOString());
         process.stdout.write('saved ' + count + '\\n');
       }`,
    );
    for (let round = 0; round < 12; round += 1) {
      const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (said.length > 100 + 77 * round) child.kill('SIGKILL');
      });
      await once(child, 'close');
      const lines = said.split('\n').slice(0, -1);
      const last = (what: string) => Number(lines.findLast((line) => line.startsWith(what))?.split(' ')[1] ?? 0);
      const database = openDatabase({ file, key: null, migrationsDirectory });
      const { count, text } = JSON.parse(draftOf(database, 'S1', 'lin01')!.values) as { count: number; text: string };
      expect(count).toBeGreaterThanOrEqual(last('saved'));
      // At most what was being typed as it died, which may not have been told any more.
      expect(count).toBeLessThanOrEqual(last('typed') + 200);
      expect(text).toHaveLength(count % 1000);
      expect(database.prepare('SELECT count(*) AS n FROM result_draft').get()).toEqual({ n: 1 });
      database.close();
    }
  });

  it('lets a thrown-away draft come back for 30 days, and no longer', () => {
    const database = openDatabase({ file: join(directory, 'bin.db'), key: null, migrationsDirectory });
    const draft = (subjectId: string) => ({ subjectId, checklistVersion: 2, values: '{"a":1}' });
    expect(saveDraft(database, draft('S1'), 'lin01', '2026-03-01T00:00:00.000Z')).toBe(true);
    expect(discardDraft(database, 'S1', 'lin01', '2026-03-02T00:00:00.000Z')).toBe(true);
    expect(draftOf(database, 'S1', 'lin01')).toBeNull();
    expect(restoreDraft(database, 'S1', 'lin01')).toMatchObject({ checklistVersion: 2, values: '{"a":1}' });
    // A running draft does not change its version under the person’s hands.
    expect(saveDraft(database, { ...draft('S1'), checklistVersion: 3 }, 'lin01', '2026-03-03T00:00:00.000Z')).toBe(
      false,
    );
    discardDraft(database, 'S1', 'lin01', '2026-03-04T00:00:00.000Z');
    saveDraft(database, draft('S2'), 'lin01', '2026-04-20T00:00:00.000Z');
    discardDraft(database, 'S2', 'lin01', '2026-04-20T00:00:00.000Z');
    expect(restoreDraft(database, 'S1', 'lin01')).toBeNull();
    expect(restoreDraft(database, 'S2', 'lin01')).not.toBeNull();
    database.close();
  });
});
