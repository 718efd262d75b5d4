import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase } from '#core/database/open.ts';
import { draftsOf } from '#core/drafts/store.ts';
import { migrationsDirectory, projectRoot, temporaryDirectory } from '../support.ts';

const directory = temporaryDirectory('killed-drafts');
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const at = (path: string) => pathToFileURL(join(projectRoot, path)).href;

describe('a process killed while somebody types', () => {
  it('has lost nothing of a draft that it said was saved, and made nothing up', async () => {
    const file = join(directory, 'department.db');
    const script = join(directory, 'type.mts');
    writeFileSync(
      script,
      `import { openDatabase } from ${JSON.stringify(at('src-main/core/database/open.ts'))};
       import { saveDraft, draftsOf } from ${JSON.stringify(at('src-main/core/drafts/store.ts'))};
       const database = openDatabase({ file: ${JSON.stringify(file)}, key: null, migrationsDirectory: ${JSON.stringify(migrationsDirectory)} });
       const name = { collection: 'inspectionSubjects', recordId: 'S1', part: '' };
       let count = Number(JSON.parse(draftsOf(database, name.collection, 'S1', 'lin01')[0]?.values ?? '{"count":0}').count);
       for (;;) {
         count += 1;
         const values = JSON.stringify({ count, text: '字'.repeat(count % 1000) });
         process.stdout.write('typed ' + count + '\\n');
         saveDraft(database, { ...name, shape: '1', values }, 'lin01', new Date(count).toISOString());
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
      const [draft] = draftsOf(database, 'inspectionSubjects', 'S1', 'lin01');
      const { count, text } = JSON.parse(draft!.values) as { count: number; text: string };
      expect(count).toBeGreaterThanOrEqual(last('saved'));
      // At most what was being typed as it died, which may not have been told any more.
      expect(count).toBeLessThanOrEqual(last('typed') + 200);
      expect(text).toHaveLength(count % 1000);
      expect(database.prepare('SELECT count(*) AS n FROM draft').get()).toEqual({ n: 1 });
      database.close();
    }
  });
});
