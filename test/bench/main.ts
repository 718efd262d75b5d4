/**
 * `npm run bench`: what the project needs beside what the leanest program needs, measured in turn in the same run. Prints a
 * table and writes `.bench/results.json`. Flags: runner.ts.
 */
import { benchBackup } from './backup.ts';
import { benchCalls } from './calls.ts';
import { benchCiphers } from './ciphers.ts';
import { benchExport } from './export.ts';
import { benchImport } from './import.ts';
import { benchInspections } from './inspections.ts';
import { benchLists } from './lists.ts';
import { benchPage } from './page/page.ts';
import { benchPull } from './pull.ts';
import { runBenches } from './runner.ts';
import { benchSearch } from './search.ts';

await runBenches(
  {
    lists: benchLists,
    search: benchSearch,
    export: benchExport,
    inspections: benchInspections,
    import: benchImport,
    calls: benchCalls,
    ciphers: benchCiphers,
    backup: benchBackup,
    pull: benchPull,
    page: benchPage,
  },
  'results.json',
);
