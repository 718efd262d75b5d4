/**
 * 告知 as XML, for the department's own system (三、1.1: after 批量接收 as Excel or XML). The form of the file stands in
 * `resources/notices-v1.xsd`: the elements are called as the manual calls the fields, days are `xs:date`, instants are
 * `xs:dateTime` in China's time, and what is empty is left out.
 */
import type { NoticeXml } from '#shared/domains/notices/contract.ts';
import { enterpriseKindNames } from '#shared/domains/enterprises/words.ts';
import {
  applicationTypeNames,
  feedbackResultNames,
  noticeStageNames,
  receiptWayNames,
} from '#shared/domains/notices/words.ts';
import type { Feedback, Notice } from '#shared/domains/notices/record.ts';
import { statement } from '../database/statements.ts';
import type { Database } from '../database/types.ts';
import type { TextSheet } from '../exports/sheet.ts';
import { xmlAttribute, xmlElement } from '../exports/xml.ts';
import { findAll, findPage } from '../records/list.ts';
import { noticeListSpec } from './lists.ts';
import { noticeSheet } from './workbook.ts';

/** A new version of the form is a new name space. */
const nameSpace = 'urn:department-client:notices:v1';

export const noticeXml: TextSheet<NoticeXml> = {
  suffix: '.xml',
  title: (request) => noticeSheet.title({ ...request, kind: 'notices' }),
  isEmpty: (database, request, day) => findPage(database, noticeListSpec, request, day, null, 1).keys.length === 0,
  content(database, request, day, maker) {
    const keys = findAll(database, noticeListSpec, request, day);
    const facts = {
      单位: maker.department,
      制表人: maker.person,
      制表时间: chinaTime(maker.now),
      条数: String(keys.length),
    };
    const attributes = Object.entries(facts).map(([name, value]) => ` ${name}="${xmlAttribute(value)}"`);
    return {
      head: `<?xml version="1.0" encoding="UTF-8"?>\n<告知清单 xmlns="${nameSpace}"${attributes.join('')}>\n`,
      pieces: pieces(database, keys),
      foot: '</告知清单>\n',
      total: keys.length,
    };
  },
};

function* pieces(database: Database, keys: Iterable<number>): Generator<string, void, void> {
  const read = statement<[number], { data: string }>(database, 'SELECT data FROM notice_content WHERE key = ?');
  // What is stored was checked when it came; it is not checked again here.
  for (const key of keys) yield noticeElement(JSON.parse(read.get(key)!.data) as Notice);
}

function noticeElement(notice: Notice): string {
  const { receipt } = notice;
  return [
    `<告知 编号="${xmlAttribute(notice.id)}">`,
    xmlElement('主体名称', notice.enterpriseName),
    xmlElement('统一社会信用代码', notice.creditCode),
    xmlElement('注册号', notice.registrationNumber),
    xmlElement('主体类型', enterpriseKindNames[notice.enterpriseKind]),
    xmlElement('法定代表人', notice.legalRepresentative),
    xmlElement('联系电话', notice.phone),
    xmlElement('成立日期', notice.establishedOn),
    xmlElement('营业期限自', notice.businessTermFrom),
    xmlElement('营业期限至', notice.businessTermTo),
    xmlElement('最近业务核准日期', notice.approvedOn),
    xmlElement('住所', notice.address),
    xmlElement('街道', notice.street),
    xmlElement('行政区划代码', notice.regionCode),
    xmlElement('登记机关', notice.registrationOrgan),
    xmlElement('管辖单位', notice.jurisdictionOrgan),
    xmlElement('注册资本万元', notice.registeredCapital === null ? null : decimal(notice.registeredCapital)),
    xmlElement('行业代码', notice.industryCode),
    xmlElement('经营范围', notice.businessScope),
    xmlElement('申请类型', applicationTypeNames[notice.applicationType]),
    xmlElement('后置审批事项', notice.permitItemName, codeOf(notice.permitItemCode)),
    ...notice.matchedKeywords.map((keyword) => xmlElement('匹配关键词', keyword)),
    notice.reviewDepartment && departmentElement('后置审批部门', notice.reviewDepartment),
    xmlElement('推送时间', chinaTime(notice.pushedAt)),
    xmlElement('状态', noticeStageNames[notice.stage]),
    receipt &&
      `<接收>${xmlElement('方式', receiptWayNames[receipt.way])}${departmentElement('接收部门', receipt.department)}` +
        `${xmlElement('接收人员', receipt.person)}${xmlElement('接收时间', chinaTime(receipt.at))}</接收>`,
    ...notice.feedbacks.map(feedbackElement),
    '</告知>\n',
  ].join('');
}

const feedbackElement = (feedback: Feedback): string =>
  [
    '<反馈>',
    xmlElement('反馈结果', feedbackResultNames[feedback.result]),
    xmlElement('反馈日期', feedback.feedbackOn),
    departmentElement('反馈部门', { code: feedback.departmentCode, name: feedback.departmentName }),
    xmlElement('反馈人员', feedback.person),
    xmlElement('证件编号', feedback.certificateNumber),
    xmlElement('证件名称', feedback.certificateName),
    xmlElement('发证机关', feedback.issuingOrgan),
    xmlElement('发证日期', feedback.issuedOn),
    xmlElement('有效期自', feedback.validFrom),
    xmlElement('有效期至', feedback.validTo),
    xmlElement('长期有效', feedback.longTerm ? 'true' : 'false'),
    xmlElement('后置审批许可内容', feedback.permitContent),
    xmlElement('备注', feedback.remark),
    '</反馈>',
  ].join('');

const codeOf = (code: string): string => ` 编码="${xmlAttribute(code)}"`;
const departmentElement = (name: string, department: { code: string; name: string }): string =>
  xmlElement(name, department.name, codeOf(department.code));

/** Never in the form 1e21, which `xs:decimal` does not know. */
const decimal = (value: number): string =>
  value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 6 });

/** `2026-03-02T09:00:00+08:00` */
const chinaTime = (instant: string): string =>
  `${new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
