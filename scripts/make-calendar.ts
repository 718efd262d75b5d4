/**
 * Makes `resources/calendars/china.json` from the yearly files of the npm package chinese-days (MIT), so that the client
 * needs neither the package nor the network. Run with Node 24 after updating the package:
 *
 *     npx node scripts/make-calendar.ts
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { calendarFileSchema } from '../src-shared/trade/calendar-file.ts';

const root = join(import.meta.dirname, '..');
const packageFolder = join(root, 'node_modules', 'chinese-days');

/** The package writes `English name,中文名,days`; only the Chinese name is kept. */
function namesInChinese(days: Record<string, string>): Record<string, string> {
  const sorted = Object.entries(days).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(sorted.map(([date, names]) => [date, names.split(',')[1] ?? '节假日']));
}

type PackageYear = { holidays: Record<string, string>; workdays: Record<string, string> };
const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

const { version } = readJson(join(packageFolder, 'package.json')) as { version: string };
const folder = join(packageFolder, 'dist', 'years');
const years = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => /^\d{4}\.json$/.test(name))
    .sort()
    .map((name) => {
      const { holidays, workdays } = readJson(join(folder, name)) as PackageYear;
      return [
        name.slice(0, 4),
        { holidays: namesInChinese(holidays), workdays: namesInChinese(workdays), complete: true },
      ];
    }),
);

const file = calendarFileSchema.parse({
  source: `国务院办公厅历年节假日安排（整理自 chinese-days ${version}，MIT 许可）`,
  years,
});
const target = join(root, 'resources', 'calendars', 'china.json');
writeFileSync(target, `${JSON.stringify(file, null, 1)}\n`);
console.log(`${target}: ${Object.keys(file.years).length} years`);
