import { appendFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { JournalEntry, OpenJournal } from '#core/database/journal.ts';
import { openJournal, readJournal } from '#core/database/journal.ts';
import { realFiles } from '#core/database/files.ts';
import type { Files } from '#core/database/files.ts';
import { seededChance, temporaryDirectory, testLog } from '../../../integration/core/support.ts';

const databaseKey = new Uint8Array(32).fill(9);
const entry = (number: number): JournalEntry => ({
  id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  collection: 'notices',
  recordId: `n-${number}`,
  recordTitle: '青溪县望江楼茶馆',
  kind: 'notices.receive',
  payload: { note: '已核对' },
  actor: { account: 'lin01', name: '林知夏', departmentCode: '431299001', departmentName: '青溪县文化广电局' },
  time: '2026-03-02T01:00:00.000Z',
  deviceEpoch: 1,
  replaces: null,
});

describe('the work journal', () => {
  let directory: string;
  const log = testLog();
  const open = (files?: Files): OpenJournal =>
    openJournal({ directory, databaseKey, chance: seededChance(), log, files });
  const numbers = () => readJournal(directory, databaseKey).entries.map(({ recordId }) => recordId);
  const onlyFile = () => join(directory, readdirSync(directory)[0]!);
  beforeEach(() => (directory = join(temporaryDirectory('journal'), 'journal')));

  it('gives back what was written, in order, over several starts', () => {
    const first = open();
    first.append([entry(1), entry(2)]);
    first.append([entry(3)]);
    first.close();
    const second = open();
    second.append([entry(4)]);
    second.close();
    expect(readJournal(directory, databaseKey)).toEqual({ entries: [1, 2, 3, 4].map(entry), unreadable: 0 });
  });

  it('touches no file before there is something to write', () => {
    open().close();
    expect(readJournal(directory, databaseKey)).toEqual({ entries: [], unreadable: 0 });
    expect(realFiles.exists(directory)).toBe(false);
  });

  it('holds no readable word', () => {
    const journal = open();
    journal.append([entry(1)]);
    journal.close();
    const bytes = readFileSync(onlyFile());
    expect(bytes.includes('notices')).toBe(false);
    expect(bytes.includes(Buffer.from('望江楼'))).toBe(false);
  });

  it.each([1, 5, 17, 60])('loses only the last entry when the end is torn off by %i bytes, and writes on', (bytes) => {
    const journal = open();
    journal.append([entry(1)]);
    journal.append([entry(2)]);
    journal.close();
    const file = onlyFile();
    truncateSync(file, readFileSync(file).length - bytes);
    expect(numbers()).toEqual(['n-1']);
    const again = open();
    again.append([entry(3)]);
    again.close();
    expect(numbers()).toEqual(['n-1', 'n-3']);
    expect(readJournal(directory, databaseKey).unreadable).toBe(1);
  });

  it('leaves out a record that was changed, and reads the ones behind it', () => {
    const journal = open();
    journal.append([entry(1), entry(2), entry(3)]);
    journal.close();
    const bytes = readFileSync(onlyFile());
    bytes[bytes.readUInt32BE(0) + 4 + 30]! ^= 1;
    writeFileSync(onlyFile(), bytes);
    expect(numbers()).toEqual(['n-1', 'n-3']);
  });

  it('gives nothing to another key, and survives rubbish', () => {
    const journal = open();
    journal.append([entry(1)]);
    journal.close();
    appendFileSync(onlyFile(), Buffer.alloc(40, 0xff));
    expect(numbers()).toEqual(['n-1']);
    expect(readJournal(directory, new Uint8Array(32)).entries).toEqual([]);
  });

  it('never stops work: a full disk is logged, and the next entry is written again', () => {
    let full = true;
    const journal = open({
      ...realFiles,
      write(handle, data) {
        if (full) throw Object.assign(new Error('injected'), { code: 'ENOSPC' });
        return realFiles.write(handle, data);
      },
    });
    expect(() => journal.append([entry(1)])).not.toThrow();
    expect(log.lines.at(-1)).toMatchObject({ level: 'error', facts: { entries: 1 } });
    full = false;
    journal.append([entry(2)]);
    journal.close();
    expect(numbers()).toEqual(['n-2']);
  });

  it('drops the segments before a backup, and nothing of the ones after', () => {
    const journal = open();
    journal.append([entry(1)]);
    const segment = journal.turn();
    journal.append([entry(2)]);
    journal.dropBefore(segment);
    journal.close();
    expect(numbers()).toEqual(['n-2']);
  });
});
