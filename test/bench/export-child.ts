/**
 * One export in a process of its own, so that its memory can be read. Arguments: `project` or `raw`, database, file, first
 * date. Prints `{ ms, rows, bytes, peakAboveIdle }` as JSON.
 */
import { readFileSync, rmSync, statSync } from 'node:fs';
import { connect } from '#core/database/open.ts';
import { sheets } from '#core/domains.ts';
import { runExport } from '#core/exports/job.ts';
import { noticeColumns } from '#core/notices/workbook.ts';
import type { Notice } from '#shared/domains/notices/record.ts';
import { openLeanZip } from './lean-zip.ts';
import { provinceDay, provinceDepartment, provinceKey, provinceNow } from './province.ts';

const [how, database, file, approvedFrom] = process.argv.slice(2) as [string, string, string, string];

/** Memory that the process holds now, and the most that it ever held (Linux counts both from the start of this program). */
function memory(): { now: number; peak: number } {
  const status = readFileSync('/proc/self/status', 'utf8');
  const of = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? Number.NaN) * 1024;
  return { now: of('VmRSS'), peak: of('VmHWM') };
}

async function project(): Promise<number> {
  const { rows } = await runExport(
    {
      make: 'sheet',
      database,
      key: provinceKey,
      request: {
        kind: 'notices',
        page: 'query',
        filter: { approved: { from: approvedFrom } },
        sort: { by: 'approvedOn', direction: 'descending' },
      },
      day: provinceDay,
      maker: { department: provinceDepartment.name, person: '林知夏', now: provinceNow },
      path: file,
    },
    sheets,
    () => undefined,
  );
  return rows;
}

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The leanest writer: the same records in the same order, the same cells, no styles, no heights, no forms, no progress. */
async function raw(): Promise<number> {
  const source = connect(database, provinceKey, { readonly: true });
  // Keys first, along the index of the order: sorting whole records would hold them all.
  const stages = ['pending', 'received', 'answered', 'returned', 'pool'];
  const walk = stages.flatMap((stage) =>
    [0, 1].map(
      (open) => `SELECT key, approved_on AS at FROM notice INDEXED BY notice_by_approved
                 WHERE stage = '${stage}' AND open = ${open} AND approved_on >= ?`,
    ),
  );
  const keys = source
    .prepare<string[], number>(`${walk.join(' UNION ALL ')} ORDER BY at DESC, key DESC`)
    .pluck()
    .all(...walk.map(() => approvedFrom));
  const read = source.prepare<[number], string>('SELECT data FROM notice_content WHERE key = ?').pluck();
  let number = 0;
  function* pieces(): Generator<string> {
    let piece =
      '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>';
    for (const key of keys) {
      const notice = JSON.parse(read.get(key)!) as Notice;
      number += 1;
      piece += '<row>';
      for (const column of noticeColumns) {
        const value = column.value(notice, number, provinceDay) ?? '';
        piece +=
          typeof value === 'number'
            ? `<c><v>${value}</v></c>`
            : value === ''
              ? '<c/>'
              : `<c t="inlineStr"><is><t>${escape(value)}</t></is></c>`;
      }
      piece += '</row>';
      if (piece.length > 1 << 18) {
        yield piece;
        piece = '';
      }
    }
    yield `${piece}</sheetData></worksheet>`;
  }
  const zip = openLeanZip(file);
  const type = (name: string) => `application/vnd.openxmlformats-officedocument.spreadsheetml.${name}+xml`;
  await zip.part('[Content_Types].xml', [
    `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type('sheet.main')}"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type('worksheet')}"/></Types>`,
  ]);
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
  await zip.part('_rels/.rels', [
    `<?xml version="1.0"?><Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ]);
  await zip.part('xl/workbook.xml', [
    `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${relation}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ]);
  await zip.part('xl/_rels/workbook.xml.rels', [
    `<?xml version="1.0"?><Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${relation}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  ]);
  await zip.part('xl/worksheets/sheet1.xml', pieces());
  zip.finish();
  source.close();
  return number;
}

rmSync(file, { force: true });
const idle = memory().now;
const start = performance.now();
const rows = await (how === 'raw' ? raw() : project());
const ms = performance.now() - start;
console.log(JSON.stringify({ ms, rows, bytes: statSync(file).size, peakAboveIdle: memory().peak - idle }));
