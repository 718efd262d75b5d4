import { expect, it } from 'vitest';
import { safeFileName } from '#core/sync/attachments/download-copy.ts';

it.each([
  ['工作方案.pdf', '工作方案.pdf'],
  ['../../etc/passwd', '__.._etc_passwd'],
  ['C:\\方案\\附件.docx', 'C__方案_附件.docx'],
  ['a<b>:"|?*.txt', 'a_b______.txt'],
  ['换\n行.txt', '换_行.txt'],
  ['末尾有点. ', '末尾有点'],
  ['.hidden', '_hidden'],
  ['NUL.txt', '_NUL.txt'],
  ['con', '_con'],
  ['连接.txt', '连接.txt'],
  ['', '附件'],
  ['...', '附件'],
])('a copy of “%s” is called “%s”', (name, safe) => {
  expect(safeFileName(name)).toBe(safe);
});

it('a long name keeps its end, which tells the kind', () => {
  const name = safeFileName(`${'长'.repeat(300)}.pdf`);
  expect(name).toHaveLength(120);
  expect(name.endsWith('.pdf')).toBe(true);
});
