/** 执法检查人员: the form as typed, and the input made of it. */
import type { Inspector, InspectorInput } from '#shared/domains/inspectors/record.ts';
import { checkInspector } from '#shared/domains/inspectors/operations.ts';
import { inspectorInputSchema } from '#shared/domains/inspectors/record.ts';
import { readTypedDate, toHalfWidth } from '#app/components/typed-dates.ts';

export interface InspectorForm extends Omit<InspectorInput, 'age' | 'certificateFrom' | 'certificateTo'> {
  age: string;
  mobile: string;
  unit: string;
  certificateFrom: string;
  certificateTo: string;
}

export const emptyInspector = (): InspectorForm => ({
  account: '',
  name: '',
  gender: null,
  age: '',
  education: '',
  types: [],
  lines: [],
  area: '',
  skills: [],
  certificateNumber: '',
  certificateFrom: '',
  certificateTo: '',
  certificateOrgan: '',
  phone: '',
  mobile: '',
  unit: '',
  onDuty: true,
  remark: '',
});

export const formOfInspector = (one: Inspector): InspectorForm => ({
  account: one.account,
  name: one.name,
  gender: one.gender,
  age: one.age === null ? '' : String(one.age),
  education: one.education,
  types: [...one.types],
  lines: [...one.lines],
  area: one.area,
  skills: [...one.skills],
  certificateNumber: one.certificateNumber,
  certificateFrom: one.certificateFrom ?? '',
  certificateTo: one.certificateTo ?? '',
  certificateOrgan: one.certificateOrgan,
  phone: one.phone,
  mobile: one.mobile ?? '',
  unit: one.unit ?? '',
  onDuty: one.onDuty,
  remark: one.remark,
});

export type InspectorProblems = Partial<Record<keyof InspectorForm, string>>;

/** The input of the contract, or what is wrong, field by field. */
export function readInspector(
  form: InspectorForm,
): { input: InspectorInput; problems: null } | { input: null; problems: InspectorProblems } {
  const problems: InspectorProblems = {};
  if (form.account === '') problems.name = '请选择在平台上有账号的人员';
  const age = toHalfWidth(form.age).trim();
  if (age !== '' && !(/^\d{1,3}$/.test(age) && Number(age) >= 16 && Number(age) <= 80))
    problems.age = '年龄应为 16 至 80 的整数';
  const dates = { certificateFrom: null as string | null, certificateTo: null as string | null };
  for (const field of ['certificateFrom', 'certificateTo'] as const) {
    const read = readTypedDate(form[field]);
    if (read.kind === 'wrong') problems[field] = read.message;
    dates[field] = read.kind === 'date' ? read.date : null;
  }
  const input: InspectorInput = {
    ...form,
    ...dates,
    name: form.name.trim(),
    age: age === '' || problems.age ? null : Number(age),
    skills: [...form.skills],
    education: form.education.trim(),
    area: form.area.trim(),
    certificateNumber: form.certificateNumber.trim(),
    certificateOrgan: form.certificateOrgan.trim(),
    phone: form.phone.trim(),
    mobile: form.mobile.trim(),
    unit: form.unit.trim(),
    remark: form.remark.trim(),
  };
  for (const reason of checkInspector(input)) problems[reason.field as keyof InspectorForm] ??= reason.message;
  if (Object.keys(problems).length === 0) {
    const shape = inspectorInputSchema.safeParse(input);
    if (!shape.success) {
      const field = shape.error.issues[0]?.path[0] as keyof InspectorForm | undefined;
      problems[field ?? 'name'] = '文字过长，或含有不能报送的符号';
    }
  }
  return Object.keys(problems).length > 0 ? { input: null, problems } : { input, problems: null };
}

/** The choices of a table; what stands in the form and is not in the table stays to be chosen, marked. */
export const choicesOf = (
  table: readonly string[],
  held: readonly string[],
): { readonly value: string; readonly label: string }[] => [
  ...table.map((value) => ({ value, label: value })),
  ...held
    .filter((value) => value !== '' && !table.includes(value))
    .map((value) => ({ value, label: `${value}（不在字典中）` })),
];
