/** The XML of 告知: by its published form, with every text as it is. Read by xmllint (libxml2). */
import { execFile } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sheets } from '#core/domains.ts';
import { runExport } from '#core/exports/job.ts';
import { noticesCollection } from '#core/notices/sync.ts';
import { dayOf } from '#core/records/day.ts';
import type { Notice } from '#shared/domains/notices/record.ts';
import { openTestWorkspace, resourcesDirectory, temporaryDirectory, type TestWorkspace } from '../support.ts';
import { makeFeedback, makeNotice, ownDepartment, randomNumbers } from './fixtures.ts';

const run = promisify(execFile);
const key = Uint8Array.from({ length: 32 }, (_, index) => index);
const directory = temporaryDirectory('xml');
const schema = join(resourcesDirectory, 'notices-v1.xsd');
const random = randomNumbers(5);
const receipt = { way: 'claim', department: ownDepartment, person: '林知夏', at: '2026-03-01T17:30:00.000Z' } as const;

const awkward: Notice[] = [
  makeNotice(1, random, { enterpriseName: '<b>尖括号</b> & "引号" \'单引号\' ]]>', registeredCapital: 0.1 + 0.2 }),
  makeNotice(2, random, { businessScope: '第一行\n第二行\r\n\t第三行\u0001\u000b', registeredCapital: null }),
  makeNotice(3, random, { enterpriseName: '生僻字𠮷野家', creditCode: null, street: '', legalRepresentative: '' }),
  makeNotice(4, random, { stage: 'pool', reviewDepartment: null, matchedKeywords: [], receipt: null, feedbacks: [] }),
  makeNotice(5, random, { permitItemCode: 'A"&<1>', registeredCapital: 12_345_678_901.5 }),
  makeNotice(6, random, {
    stage: 'answered',
    receipt,
    feedbacks: [
      makeFeedback(1, '2026-03-02T02:00:00.000Z', { remark: '一行\n两行' }),
      makeFeedback(2, '2026-03-02T02:00:00.000Z', { longTerm: false, validTo: '2028-01-01', permitContent: '' }),
    ],
  }),
];
const notices = [...awkward, ...Array.from({ length: 300 }, (_, index) => makeNotice(index + 100, random))];

let workspace: TestWorkspace;
beforeAll(() => {
  workspace = openTestWorkspace({ file: join(directory, 'department.db'), key, directory });
  const stored = notices.map((data) => ({ id: data.id, revision: 1, data }));
  workspace.database.transaction(() => noticesCollection.write(workspace, stored))();
});
afterAll(() => {
  workspace.close();
  rmSync(directory, { recursive: true, force: true });
});

async function exported(ids?: string[]): Promise<{ path: string; rows: number }> {
  const path = join(directory, `${ids ? ids.length : 'all'}.xml`);
  const { rows } = await runExport(
    {
      make: 'sheet',
      database: workspace.database.name,
      key,
      request: { kind: 'noticesXml', page: 'query', filter: {}, ids },
      day: dayOf(workspace),
      maker: { department: ownDepartment.name, person: '林"知"夏', now: '2026-03-02T01:00:00.000Z' },
      path,
    },
    sheets,
    () => undefined,
  );
  return { path, rows };
}
const check = (path: string) => run('xmllint', ['--noout', '--schema', schema, path]);
/** What a reader of XML gets at a path of names. */
async function read(path: string, ...steps: string[]): Promise<string> {
  const xpath = `string(${steps.map((step) => (step.startsWith('@') ? `/${step}` : `//*[local-name()="${step}"]`)).join('')})`;
  const { stdout } = await run('xmllint', ['--xpath', xpath, path]);
  return stdout.replace(/\n$/, '');
}

describe('告知 as XML', () => {
  it('follows the published form, whatever stands in the records', async () => {
    const { path, rows } = await exported();
    expect(rows).toBe(notices.length);
    expect(readFileSync(path, 'utf8')).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<告知清单 /);
    await expect(check(path)).resolves.toMatchObject({ stderr: expect.stringContaining('validates') as string });
    expect(await read(path, '告知清单', '@条数')).toBe(String(notices.length));
    expect(await read(path, '告知清单', '@制表人')).toBe('林"知"夏');
    expect(await read(path, '告知清单', '@制表时间')).toBe('2026-03-02T09:00:00+08:00');
  });

  it('the form itself is strict: a file with another element is refused', async () => {
    const { path } = await exported([awkward[3]!.id]);
    const other = join(directory, 'other.xml');
    writeFileSync(other, readFileSync(path, 'utf8').replaceAll('主体名称', '企业名称'));
    await expect(check(other)).rejects.toThrow('fails to validate');
  });

  it('holds exactly those that were asked for, each with its texts as they are', async () => {
    const one = async (index: number) => {
      const { path, rows } = await exported([awkward[index]!.id]);
      expect(rows).toBe(1);
      return path;
    };
    expect(await read(await one(0), '主体名称')).toBe(awkward[0]!.enterpriseName);
    expect(await read(await one(0), '注册资本万元')).toBe('0.3');
    // A control character is nothing that XML could hold.
    expect(await read(await one(1), '经营范围')).toBe('第一行\n第二行\n\t第三行');
    expect(await read(await one(2), '主体名称')).toBe('生僻字𠮷野家');
    expect(await read(await one(4), '后置审批事项', '@编码')).toBe('A"&<1>');
    expect(await read(await one(4), '注册资本万元')).toBe('12345678901.5');
    const answered = await one(5);
    expect(await read(answered, '接收', '接收时间')).toBe('2026-03-02T01:30:00+08:00');
    expect(await read(answered, '接收', '方式')).toBe('认领');
    expect(await read(answered, '反馈', '备注')).toBe('一行\n两行');
    const { stdout } = await run('xmllint', ['--xpath', 'count(//*[local-name()="反馈"])', answered]);
    expect(stdout.trim()).toBe('2');
  });
});
