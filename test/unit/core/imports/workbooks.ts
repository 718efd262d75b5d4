/** Excel files for tests, sound and otherwise; and an invented template to be read from them. */
import { randomBytes } from 'node:crypto';
import { CFB, utils, write, type WorkSheet } from '@e965/xlsx';
import type { Template } from '#core/imports/template.ts';

export const toyTemplate: Template<'name' | 'code' | 'from' | 'remark'> = {
  columns: [
    { key: 'name', title: '物品名称', required: true, also: ['名称'] },
    { key: 'code', title: '资产编号', required: true, also: ['编号'] },
    { key: 'from', title: '启用日期', required: false, also: [] },
    { key: 'remark', title: '备注（说明）', required: false, also: [] },
  ],
  found: 'name',
  words: { rows: '物品', unit: '件', whole: '物品清单' },
};
export const toyHeader = ['*物品名称', '*资产编号', '启用日期', '备注(说明)'];

/** A sheet with these rows, the first one counted as row 1. */
export function sheetWith(rows: (string | number)[][], merges: string[] = []): WorkSheet {
  const sheet = utils.aoa_to_sheet(rows);
  if (merges.length > 0) sheet['!merges'] = merges.map((range) => utils.decode_range(range));
  return sheet;
}

export function fileOf(sheet: WorkSheet, bookType: 'biff8' | 'xlsx' = 'xlsx', date1904 = false): Uint8Array {
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '清单');
  if (date1904) book.Workbook = { WBProps: { date1904 } };
  return new Uint8Array(write(book, { type: 'buffer', bookType }) as Buffer);
}

export const utf8 = (text: string) => new TextEncoder().encode(text);

/** What the parser gives to make compound files, of which it declares no types. */
interface CompoundFiles<File> {
  read(content: Buffer, options: object): File;
  find(file: File, path: string): { content: Uint8Array } | null;
  write(file: File, options: { type: 'buffer' }): Buffer;
  utils: { cfb_new(): File; cfb_add(file: File, path: string, content: Uint8Array): void };
}
const compound = CFB as CompoundFiles<object>;

/** A workbook with a password to open it: OOXML wraps it into a compound file, BIFF says so after its first record. */
export function lockedFile(bookType: 'biff8' | 'xlsx'): Uint8Array {
  if (bookType === 'xlsx') {
    const file = compound.utils.cfb_new();
    compound.utils.cfb_add(file, '/EncryptionInfo', Buffer.from([4, 0, 4, 0, 0x40, 0, 0, 0]));
    compound.utils.cfb_add(file, '/EncryptedPackage', randomBytes(5000));
    return new Uint8Array(compound.write(file, { type: 'buffer' }));
  }
  const file = compound.read(Buffer.from(fileOf(sheetWith([toyHeader, ['茶桌', '1']]), 'biff8')), {});
  const stream = Buffer.from(compound.find(file, '/Workbook')!.content);
  const afterFirst = 4 + stream.readUInt16LE(2);
  // FilePass (MS-XLS 2.4.117) with XOR obfuscation.
  const filePass = Buffer.from([0x2f, 0, 6, 0, 0, 0, 0x34, 0x12, 0x78, 0x56]);
  const locked = Buffer.concat([stream.subarray(0, afterFirst), filePass, stream.subarray(afterFirst)]);
  compound.utils.cfb_add(file, '/Workbook', locked);
  return new Uint8Array(compound.write(file, { type: 'buffer' }));
}
