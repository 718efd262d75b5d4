/** 打印: which forms there are, and of which subjects each can be made. */
import type { PrintRequest } from '#shared/domains/inspections/requests.ts';

type Form = Pick<PrintRequest, 'form' | 'blank'>;
export interface PaperChoice extends Form {
  readonly key: string;
  readonly label: string;
}
/** Before the inspection pre-filled to be written by hand, afterwards with what was entered. */
export const paperChoices: readonly PaperChoice[] = [
  { key: 'record-blank', form: 'record', blank: true, label: '随机抽查情况记录表（空白，现场填写）' },
  { key: 'record', form: 'record', blank: false, label: '随机抽查情况记录表（已录入的结果）' },
  { key: 'special-blank', form: 'special', blank: true, label: '专项记录表（空白，现场填写）' },
  { key: 'special', form: 'special', blank: false, label: '专项记录表（已录入的结果）' },
  { key: 'notice', form: 'notice', blank: true, label: '随机抽查通知书' },
];
/** As the contract takes them; more pages would be opened by no viewer in reasonable time. */
export const mostPrinted = 500;

export interface Printable {
  readonly id: string;
  /** A result was entered. */
  readonly entered: boolean;
}
/** Those of the subjects of which the form can be made. */
export const printableBy = ({ blank }: Form, subjects: readonly Printable[]): string[] =>
  subjects.filter(({ entered }) => blank || entered).map(({ id }) => id);
