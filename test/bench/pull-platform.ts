/**
 * The demo platform for the pull bench, in a process of its own. Arguments: folder, number of notices of one department,
 * number of them changed afterwards. Makes the state once, serves it, prints `{ url, account, password }`, ends with its
 * standard input.
 */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { accounts, departments } from '#platform/county.ts';
import { noticeCollection } from '#platform/notices/collection.ts';
import { createDemoPlatform } from '#platform/platform.ts';
import { startDemoPlatform } from '#platform/server.ts';
import { createStore, openDatabase } from '#platform/store.ts';
import type { Notice } from '#shared/domains/notices/record.ts';
import { makeNotice, randomNumbers } from './province.ts';

const [directory, count, changed] = process.argv.slice(2) as [string, string, string];
const options = { seed: 1, scale: 'small', counts: { enterprises: 10, notices: 1 } } as const;
const { code, name } = departments[0]!;
const own = { code, name };

if (!existsSync(directory)) {
  const unfinished = `${directory}.making`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const platform = createDemoPlatform({ ...options, dataDirectory: unfinished });
  platform.close();
  const store = createStore(openDatabase(unfinished));
  const random = randomNumbers(9);
  const notices = Array.from({ length: Number(count) }, (_, index) =>
    // Numbers that the platform's own notices do not have.
    ofDepartment(makeNotice(1_000_000 + index, 1000, random)),
  );
  const audience = (notice: Notice) =>
    noticeCollection.audience(
      notice,
      departments.map((one) => one.code),
    );
  store.transaction(() => {
    for (const notice of notices)
      store.append('notices', notice.id, JSON.stringify(notice), audience(notice), noticeCollection.isOpen(notice));
    store.saveSequence();
    for (const notice of notices.slice(0, Number(changed))) {
      // Closed by the platform: what changes most in a day.
      const closed = { ...notice, closedAt: notice.closedAt ?? '2026-03-01T08:00:00.000Z', phone: '0731-80000000' };
      store.write('notices', notice.id, JSON.stringify(closed), audience(closed), noticeCollection.isOpen(closed));
    }
  });
  store.database.close();
  renameSync(unfinished, directory);
}

function ofDepartment(notice: Notice): Notice {
  const change = <Part extends { department: typeof own } | null>(part: Part) => part && { ...part, department: own };
  return {
    ...notice,
    reviewDepartment: notice.reviewDepartment && own,
    receipt: change(notice.receipt),
    returned: change(notice.returned),
  };
}

const server = await startDemoPlatform({ ...options, dataDirectory: directory, port: 0 });
const account = accounts.find((one) => one.department.code === code && !one.disabled)!;
console.log(JSON.stringify({ url: server.url, account: account.account, password: account.password, department: own }));
process.stdin.resume().once('end', () => process.exit(0));
