/**
 * A client on this PC with a department's work in it: signed in once, its notices, and one task of 120 check points. Its
 * platform is gone afterwards, so that nothing but this PC is measured.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { openDatabase } from '#core/database/open.ts';
import { departmentDirectories } from '#core/database/layout.ts';
import { readKeyring, unlockAccount } from '#core/database/keyring.ts';
import { checklistsCollection, plansCollection, subjectsCollection } from '#core/inspections/sync.ts';
import { noticesCollection } from '#core/notices/sync.ts';
import type { CheckPoint } from '#shared/domains/inspections/checklist.ts';
import type { Notice } from '#shared/domains/notices/record.ts';
import { startPlatform } from '../../e2e/platform.ts';
import { startShell } from '../../e2e/shell.ts';
import { migrationsDirectory } from '../../integration/core/support.ts';
import { makePlan, makeSubject, smallChecklist } from '../../integration/core/inspections/fixtures.ts';
import { timedAsync } from '../measure.ts';
import { makeNotice, provincePlace, randomNumbers } from '../province.ts';

const account = 'scjg04';
export const checkPoints = 120;
export const task = { id: 'BENCH-001', name: '青溪县云帆长表文化传媒有限公司' };

export interface BenchClient {
  readonly dataDirectory: string;
  readonly platformUrl: string;
  readonly password: string;
  /** How long the password's derivation takes alone, ms: it is slow on purpose, and no program can shorten it. */
  readonly derivation: number;
  signIn(page: Page): Promise<void>;
}

export async function prepareClient(directory: string, notices: number, page: Page): Promise<BenchClient> {
  const dataDirectory = join(directory, `page-client-${notices}`);
  const platformDirectory = join(directory, 'page-platform');
  for (const folder of [dataDirectory, platformDirectory]) rmSync(folder, { recursive: true, force: true });
  const platform = await startPlatform({ directory: platformDirectory, scale: 'small', seed: 1 });
  const { password } = platform.account(account);
  const signIn = async (at: Page) => {
    await at.getByLabel('账号', { exact: true }).fill(account);
    await at.getByLabel('密码', { exact: true }).fill(password);
    await at.getByRole('button', { name: '登录', exact: true }).click();
  };
  const shell = await startShell({ dataDirectory, platformUrl: platform.url });
  await page.goto(shell.url);
  await signIn(page);
  await page.getByText('我已抄写保存').click({ timeout: 60_000 });
  await page.getByRole('button', { name: '进入工作台' }).click();
  await page.getByRole('navigation', { name: '模块' }).waitFor();
  await page.goto('about:blank');
  await shell.stop();
  await platform.stop();
  rmSync(platformDirectory, { recursive: true, force: true });
  const derivation = await fill(dataDirectory, password, notices);
  return { dataDirectory, platformUrl: platform.url, password, derivation, signIn };
}

/** Puts the records in as a pull would. Returns how long the key took to unwrap, ms. */
async function fill(dataDirectory: string, password: string, count: number): Promise<number> {
  const folder = departmentDirectories(dataDirectory)[0]!;
  const keyring = readKeyring(join(folder, 'keyring.json'))!;
  const { result: unlocked, ms } = await timedAsync(() => unlockAccount(keyring, account, password));
  const { department } = keyring;
  const database = openDatabase({ file: join(folder, 'client.db'), key: unlocked!.key, migrationsDirectory });
  const own = <Part extends { department: typeof department } | null>(part: Part) => part && { ...part, department };
  const random = randomNumbers(5);
  const place = provincePlace(database);
  for (let from = 0; from < count; from += 4000) {
    const records = Array.from({ length: Math.min(4000, count - from) }, (_, index) => {
      const notice = makeNotice(from + index, 1000, random);
      const data: Notice = {
        ...notice,
        reviewDepartment: notice.reviewDepartment && department,
        receipt: own(notice.receipt),
        returned: own(notice.returned),
      };
      return { id: data.id, revision: 1, data };
    });
    database.transaction(() => noticesCollection.write(place, records))();
  }
  const inspector = { account, name: unlocked!.name, certificateNumber: '青执0004', department };
  const [group] = smallChecklist().groups;
  const points = Array.from({ length: checkPoints }, (_, index): CheckPoint => {
    const title = `第${index + 1}项检查内容：台账、票据与现场是否一致`;
    const id = `p${index + 1}`;
    if (index % 4 === 0) return { id, type: 'yesNo', title, required: true, sound: 'yes' };
    if (index % 4 === 1) return { id, type: 'choice', title, required: true, options: ['一致', '不一致', '不适用'] };
    if (index % 4 === 2) return { id, type: 'number', title, required: true, unit: '人', usualFrom: 0, usualTo: 500 };
    return { id, type: 'text', title, required: false, maximumLength: 500 };
  });
  const checklist = smallChecklist({
    id: 'BENCHCL-v1',
    checklistId: 'BENCHCL',
    groups: Array.from({ length: 6 }, (_, at) => ({
      ...group!,
      name: `检查项目${at + 1}`,
      items: [{ ...group!.items[0]!, id: `i${at + 1}`, points: points.slice(at * 20, at * 20 + 20) }],
    })),
  });
  const plan = makePlan({
    id: 'BENCH',
    name: '长表抽查',
    leadDepartment: department,
    departments: [department],
    confirmedBy: [department.code],
    checklistId: 'BENCHCL',
    from: '2026-01-01',
    to: '2027-12-31',
  });
  const subject = makeSubject(1, {
    id: task.id,
    enterpriseName: task.name,
    planId: plan.id,
    planName: plan.name,
    planTo: plan.to,
    checklistId: 'BENCHCL',
    department,
    inspectors: [inspector],
  });
  database.transaction(() => {
    checklistsCollection.write(place, [{ id: checklist.id, revision: 1, data: checklist }]);
    plansCollection.write(place, [{ id: plan.id, revision: 1, data: plan }]);
    subjectsCollection.write(place, [{ id: subject.id, revision: 1, data: subject }]);
  })();
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
  return ms;
}
