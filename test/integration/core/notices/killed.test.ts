import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { draftsOf } from '#core/notices/drafts.ts';
import { openDatabase } from '#core/database/open.ts';
import { migrationsDirectory, projectRoot, temporaryDirectory } from '../support.ts';

const directory = temporaryDirectory('killed');
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const at = (path: string) => pathToFileURL(join(projectRoot, path)).href;

describe('a killed process', () => {
  it('has lost nothing of a draft that it said was saved', async () => {
    const file = join(directory, 'department.db');
    const script = join(directory, 'type.mts');
    writeFileSync(
      script,
      `import { openDatabase } from ${JSON.stringify(at('src-main/core/database/open.ts'))};
       import { saveDraft } from ${JSON.stringify(at('src-main/core/notices/drafts.ts'))};
       const database = openDatabase({ file: ${JSON.stringify(file)}, key: null, migrationsDirectory: ${JSON.stringify(migrationsDirectory)} });
       for (let count = 1; ; count += 1) {
         saveDraft(database, { noticeId: 'N1', feedbackId: null, account: 'lin01' }, { remark: '字'.repeat(count) }, new Date(count).toISOString());
         process.stdout.write(count + '\\n');
       }`,
    );
    for (let round = 0; round < 3; round += 1) {
      const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (said.length > 200 + 300 * round) child.kill('SIGKILL');
      });
      await once(child, 'close');
      const told = Number(said.trimEnd().split('\n').at(-1));
      expect(told).toBeGreaterThan(50);
      const database = openDatabase({ file, key: null, migrationsDirectory });
      const [draft] = draftsOf(database, 'N1', 'lin01');
      expect(String(draft!.values['remark']).length).toBeGreaterThanOrEqual(told);
      database.close();
    }
  });
});
