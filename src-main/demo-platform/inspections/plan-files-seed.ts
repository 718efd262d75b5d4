/** 方案附件 of the demo county: a short PDF and a text for each plan, made from nothing but what the plan says. */
import { createHash } from 'node:crypto';
import type { Plan } from '#shared/domains/inspections/plans.ts';
import type { SeedFile } from './files-seed.ts';

type About = Pick<Plan, 'name' | 'number' | 'basis' | 'from' | 'to' | 'departments' | 'scope' | 'requirements'>;

const file = (name: string, content: Buffer): SeedFile => ({
  name,
  sha256: createHash('sha256').update(content).digest('hex'),
  content,
});

/** Longest line of the page, in characters. */
const lineLength = 34;
const broken = (text: string): string[] => text.match(new RegExp(`.{1,${lineLength}}`, 'gu')) ?? [''];

/**
 * A one-page A4 PDF. The typeface is named and not embedded (one of the four that every reader of Chinese brings, ISO
 * 32000-1 9.7.5.2), which keeps it at two kilobytes.
 */
function onePage(lines: readonly { text: string; size: number }[]): Buffer {
  const hex = (text: string) => Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase();
  let y = 780;
  const words = lines.map(({ text, size }) => {
    y -= Math.round(size * 1.7);
    return `BT /F1 ${size} Tf 1 0 0 1 60 ${y} Tm <${hex(text)}> Tj ET`;
  });
  const content = words.join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 7 0 R >>',
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 6 0 R >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.indexOf('xref\n0')}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

/** The files of one plan; the same for the same plan. */
export function planFiles(plan: About): { scheme: SeedFile; letter: SeedFile } {
  const sections = [
    `抽查编号：${plan.number}`,
    `抽查依据：${plan.basis}`,
    `抽查时间：${plan.from} 至 ${plan.to}`,
    `参加部门：${plan.departments.map(({ name }) => name).join('、')}`,
    `抽查范围：${plan.scope}`,
    `工作要求：${plan.requirements}`,
    '（演示数据，单位与内容均为虚构）',
  ];
  const letter = [
    '双随机抽查告知书（演示）',
    '',
    `根据《${plan.name}》方案（${plan.number}），你单位被随机抽取为检查对象。`,
    `检查时间：${plan.from} 至 ${plan.to}，具体时间由检查人员另行联系。`,
    '请准备：营业执照、与经营项目有关的许可证件、近一年的进销货台账。',
    '',
  ];
  return {
    scheme: file(
      '工作方案.pdf',
      onePage([
        { text: `${plan.name}工作方案`, size: 18 },
        ...sections.flatMap((section) => broken(section).map((text) => ({ text, size: 12 }))),
      ]),
    ),
    letter: file('抽查告知书.txt', Buffer.from(letter.join('\r\n'))),
  };
}
