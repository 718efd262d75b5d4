/**
 * One reading of a 登记表. Arguments: `project`, `thread` or `raw`, file. `project` reads here, its code loaded before, as `raw` does, for
 * the time; `thread` reads as the program does, in a thread that is started for it, for the memory. Prints `{ ms, reading, rows, texts, refused, idle, peak }` as JSON; `texts`
 * is the number of cells of people that hold something.
 */
import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

const [how, file] = process.argv.slice(2) as ['project' | 'thread' | 'raw', string];

/** The most memory that the process ever held, bytes (Linux counts from the start of this program). */
const peakMemory = (): number =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? Number.NaN) * 1024;

interface Reading {
  reading?: number;
  rows: number;
  texts: number;
  refused: number;
}

async function project(): Promise<() => Promise<Reading>> {
  const { readSheetInThread } = await import('#core/imports/sheet-thread.ts');
  const { judge } = await import('#core/inspectors/import.ts');
  const { inspectorTemplate } = await import('#core/inspectors/template.ts');
  const here = how === 'project' ? await import('#core/imports/sheet.ts') : null;
  return async () => {
    const begun = performance.now();
    const content = readFileSync(file);
    const sheet = here
      ? here.readSheet(content, inspectorTemplate)
      : await readSheetInThread(content, inspectorTemplate, () => undefined).ended;
    const reading = performance.now() - begun;
    if (!sheet?.ok) throw new Error(JSON.stringify(sheet));
    const judged = judge(sheet.rows, [], new Map());
    return {
      reading,
      rows: judged.length,
      texts: sheet.rows.reduce((sum, { cells }) => sum + Object.values(cells).filter((text) => text !== '').length, 0),
      refused: judged.filter(({ shown }) => shown.outcome === 'incomplete').length,
    };
  };
}

/** By hand: the two parts of the package that matter, texts and cells by one pattern each; no header, and the least that can be called a check. */
function raw(): Reading {
  const content = readFileSync(file);
  const parts = partsOf(content);
  const shared = [...parts.get('xl/sharedStrings.xml')!.matchAll(/<si>(?:<t[^>]*>([^<]*)<\/t>)?/g)].map(
    ([, text = '']) => plain(text),
  );
  const rows: string[][] = [];
  for (const [, row] of parts.get('xl/worksheets/sheet1.xml')!.matchAll(/<row [^>]*>(.*?)<\/row>/gs))
    rows.push(
      [...row!.matchAll(/<c r="[A-Z]+\d+"(?: s="\d+")?(?: t="(\w+)")?>(?:<v>([^<]*)<\/v>)?/g)].map(
        ([, type, value = '']) => (type === 's' ? shared[Number(value)]! : plain(value)),
      ),
    );
  const people = rows.slice(2);
  return {
    rows: people.length,
    texts: people.reduce((sum, cells) => sum + cells.filter((text) => text !== '').length, 0),
    refused: people.filter(
      (cells) => cells[0] === '' || cells[4] !== '行政执法' || !/^\d{4}年\d{1,2}月\d{1,2}日$/.test(cells[8]!),
    ).length,
  };
}

const plain = (text: string) =>
  text.includes('&') ? text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&') : text;

function partsOf(zip: Buffer): Map<string, string> {
  const parts = new Map<string, string>();
  let at = zip.readUInt32LE(zip.length - 22 + 16);
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [method, packed] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)];
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field));
    const name = zip.toString('utf8', at + 46, at + 46 + nameBytes!);
    const local = zip.readUInt32LE(at + 42);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const data = zip.subarray(from, from + packed);
    if (name === 'xl/sharedStrings.xml' || name === 'xl/worksheets/sheet1.xml')
      parts.set(name, (method === 0 ? data : inflateRawSync(data)).toString('utf8'));
    at += 46 + nameBytes! + extraBytes! + commentBytes!;
  }
  return parts;
}

const work = how === 'raw' ? raw : await project();
const idle = peakMemory();
const start = performance.now();
const read = await work();
const ms = performance.now() - start;
console.log(JSON.stringify({ ms, reading: ms, ...read, idle, peak: peakMemory() }));
