import { describe, expect, it } from 'vitest';
import { enterprisesCollection } from '#core/enterprises/sync.ts';
import { lookupCode, readCode } from '#core/inspections/lookup.ts';
import { subjectsCollection } from '#core/inspections/sync.ts';
import { makeSubject, otherDepartment, ownDepartment } from '../../../integration/core/inspections/fixtures.ts';
import { openTestWorkspace } from '../../../integration/core/support.ts';
import { makeEnterprise, randomNumbers } from '../../../integration/core/notices/fixtures.ts';
import { makeCreditCode, makeOrganisationCode, makeRegistrationNumber } from '#shared/trade/credit-code.ts';

const code = makeCreditCode(`91433221${makeOrganisationCode('MA4L9K2H')}`);
const number = makeRegistrationNumber('43322160012345');

describe('a scanned or typed text', () => {
  it.each([
    ['the code as a wedge scanner types it', `${code}\r\n`],
    ['lower case and full width', ` ${code.toLowerCase()} `.replaceAll('9', '９')],
    ['the text of a licence', `统一社会信用代码：${code}，名称：澧安县云帆商贸有限公司，类型：有限责任公司`],
    ['the text of a licence with its 编号 before it', `编号 ${number} ${code} 成立日期 20190304`],
    ['a link that names the code', `https://example.invalid/q?uniscid=${code}&t=1`],
  ])('gives the code: %s', (_, text) => expect(readCode(text)).toEqual({ code, problem: '', suggestions: [] }));

  it('gives 15 and 13 digits', () => {
    expect(readCode(`注册号:${number}`)).toMatchObject({ code: number, problem: '' });
    expect(readCode('4332211000229\t')).toMatchObject({ code: '4332211000229', problem: '' });
  });

  it('says that a link to 公示系统 holds no code, and does not take its long identifier for one', () => {
    const link = 'https://example.invalid/%7B8A1C0D2E3F4A5B6C7D8E9F0A1B2C3D4E%7D?id=1234567890123&x=ABCDEFGHJKLMNPQRTU';
    expect(readCode(link)).toMatchObject({ code: '' });
    expect(readCode(link).problem).toContain('网址');
  });

  it('suggests what a wrong digit may have been', () => {
    const wrong = `${code.slice(0, 9)}${code[9] === '8' ? '3' : '8'}${code.slice(10)}`;
    const read = readCode(wrong);
    expect(read.problem).toContain('校验位不对');
    expect(read.suggestions).toContain(code);
  });

  it('names the enterprise that a suggested code belongs to on this PC, and puts it first', () => {
    const workspace = openTestWorkspace();
    const enterprise = { ...makeEnterprise(1, randomNumbers(1)), creditCode: code, name: '青溪县云帆商贸有限公司' };
    enterprisesCollection.write(workspace, [{ id: enterprise.id, revision: 1, data: enterprise }]);
    const last = code.at(-1) === '0' ? '1' : '0';
    const found = lookupCode(workspace, `${code.slice(0, -1)}${last}`);
    expect(found.suggestions[0]).toBe(code);
    expect(found.suggestedNames).toEqual({ [code]: '青溪县云帆商贸有限公司' });
    workspace.close();
  });

  it('leads to what the own department inspects, and to what others inspect where that is all there is', () => {
    const workspace = openTestWorkspace({ department: ownDepartment });
    const others = { department: otherDepartment, seenBy: [ownDepartment.code] };
    const subjects = [
      makeSubject(0, { creditCode: code }),
      makeSubject(1, { creditCode: code, ...others }),
      makeSubject(2, { registrationNumber: number, ...others }),
    ];
    subjectsCollection.write(
      workspace,
      subjects.map((data) => ({ id: data.id, revision: 1, data })),
    );
    expect(lookupCode(workspace, code).subjects).toMatchObject([{ id: subjects[0]!.id, isOwn: true }]);
    expect(lookupCode(workspace, number).subjects).toMatchObject([
      { id: subjects[2]!.id, isOwn: false, organ: otherDepartment.name },
    ]);
    workspace.close();
  });

  it('says what is wrong with a text that is no code', () => {
    expect(readCode('').problem).not.toBe('');
    expect(readCode('12345').problem).toContain('共 5 位');
    expect(readCode('9.1433E+17').problem).toContain('科学计数');
  });
});
