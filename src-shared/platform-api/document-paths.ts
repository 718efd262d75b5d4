/** The calls of sync interface v1, for the document. Knows no domain. */
import { z } from 'zod';
import { contentHashHeader } from './common.ts';
import { needPersonHeader, unsentHeader } from './devices.ts';
import { answer, json } from './document-schemas.ts';
import { attachmentContentQuerySchema, stampHeaders } from './download.ts';
import { changesViews, maximumAttachmentBytes, maximumPageLimit } from './interface.ts';

const errors = (...statuses: readonly (readonly [number, string])[]) =>
  Object.fromEntries(statuses.map(([status, description]) => [String(status), answer(description, 'Error')]));

const signedIn = [
  [401, '未登录或登录已过期（signInNeeded）'],
  [403, '账号已停用（accountDisabled）或无权限（forbidden）'],
  [426, '客户端版本过旧（clientTooOld）'],
  [429, '请求过于频繁（rateLimited），见 retry-after'],
  [500, '平台内部错误（serverFault）'],
  [503, '平台维护中（maintenance）'],
] as const;

const sha256Parameter = {
  name: 'sha256',
  in: 'path',
  required: true,
  description: '附件全文的 SHA-256，小写十六进制',
  schema: { type: 'string', pattern: '^[0-9a-f]{64}$' },
};
const progressHeaders = {
  'upload-offset': { description: '平台已稳妥保存的字节数', schema: { type: 'integer', minimum: 0 } },
  'upload-length': { description: '附件总字节数', schema: { type: 'integer', minimum: 0 } },
};

const queryFieldSchema = (field: keyof typeof attachmentContentQuerySchema.shape) => {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(attachmentContentQuerySchema.shape[field], { io: 'input' });
  return schema;
};
const header = (description: string, pattern?: string) => ({
  description,
  schema: { type: 'string', ...(pattern ? { pattern } : {}) },
});

/** The content of a file, in ranges. */
const attachmentContent = {
  operationId: 'attachmentContent',
  summary: '取附件内容，可分段、可续传',
  description:
    '谁能看见引用该附件的记录，谁才能取：collection 与 record 指明是哪一条记录，平台核对该记录对本部门可见、其现行版本确实引用了这个附件。' +
    '每段的字节以 x-content-sha256 校验，全文以路径中的 SHA-256 校验。答复的区间可以比请求的短。',
  parameters: [
    sha256Parameter,
    { name: 'collection', in: 'query', required: true, schema: queryFieldSchema('collection') },
    { name: 'record', in: 'query', required: true, schema: queryFieldSchema('record') },
    {
      name: 'range',
      in: 'header',
      required: true,
      description: 'bytes=起-止，两端都含；止超过末尾时到末尾为止',
      schema: { type: 'string', pattern: '^bytes=\\d+-\\d+$' },
    },
  ],
  responses: {
    206: {
      description: '一段内容',
      headers: {
        'content-range': header('bytes 起-止/总长', '^bytes \\d+-\\d+/\\d+$'),
        [contentHashHeader]: header('本段字节的 SHA-256，小写十六进制', '^[0-9a-f]{64}$'),
        [stampHeaders.platformId]: header('平台编号，同其他答复的 platformId'),
        [stampHeaders.epoch]: header('纪元，同其他答复的 epoch'),
        [stampHeaders.serverTime]: header('平台时间，同其他答复的 serverTime'),
      },
      content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
    },
    ...errors(
      [400, '参数或 range 不正确（badRequest）'],
      [404, '没有这条记录、记录没有引用这个附件，或附件尚未收齐（notFound）；可以稍后再取'],
      [416, '起点超过附件末尾（rangeNotSatisfiable）'],
      ...signedIn.filter(([status]) => status !== 403),
      [403, '账号已停用（accountDisabled），或该记录不属于本部门（forbidden）'],
    ),
  },
};

/** What may be asked of a platform. `collections`: the names of those that the document describes. */
export const pathsOf = (collections: readonly string[]) => ({
  '/v1/ping': {
    get: {
      operationId: 'ping',
      summary: '平台是否在、是哪一个、时间、最低客户端版本；不需要登录',
      security: [],
      responses: { 200: answer('平台在', 'Ping') },
    },
  },
  '/v1/session': {
    post: {
      operationId: 'signIn',
      summary: '登录，取得令牌',
      security: [],
      requestBody: { required: true, content: json('SessionRequest') },
      responses: {
        200: answer('已登录', 'Session'),
        ...errors(
          [400, '内容不符合接口（badRequest）'],
          [401, '账号或密码不正确（wrongPassword）'],
          [403, '账号已停用（accountDisabled）'],
          [426, '客户端版本过旧（clientTooOld）'],
          [429, '连续输错密码（rateLimited），见 retry-after'],
        ),
      },
    },
  },
  '/v1/changes': {
    get: {
      operationId: 'changes',
      summary: '本部门可见数据自游标以来的变化，按平台的变更次序分页',
      description:
        '首次不带 cursor。同一页重复应用无害。view=open 先只给仍待办理的记录，其后的变化照常全部给出。记录不再对本部门可见时以 removals 给出。',
      parameters: [
        {
          name: 'collection',
          in: 'query',
          required: true,
          schema: { type: 'string', enum: collections },
        },
        { name: 'view', in: 'query', schema: { type: 'string', enum: changesViews, default: 'all' } },
        { name: 'cursor', in: 'query', schema: { type: 'string', maxLength: 200 } },
        {
          name: 'limit',
          in: 'query',
          schema: { type: 'integer', minimum: 1, maximum: maximumPageLimit, default: 1000 },
        },
        {
          name: unsentHeader,
          in: 'header',
          description: '这台电脑上尚未受理的操作数；平台可以不理会',
          schema: { type: 'integer', minimum: 0 },
        },
        {
          name: needPersonHeader,
          in: 'header',
          description: '其中待人处理的操作数',
          schema: { type: 'integer', minimum: 0 },
        },
      ],
      responses: {
        200: answer('一页变化；upserts 的每一项为 Change，removals 的每一项为 Removal', 'Changes'),
        ...errors(
          [400, '参数不正确（badRequest）'],
          [404, '没有这类数据（notFound）'],
          [410, '游标已失效（cursorUnknown），应从头同步'],
          ...signedIn,
        ),
      },
    },
  },
  '/v1/operations': {
    post: {
      operationId: 'operations',
      summary: '报送一批操作，每项各有结果；同一编号、同一内容重复报送只办理一次',
      description:
        'accepted 已受理；duplicate 此前已受理，重复其结果；conflict 记录已变，附平台现有版本；rejected 退回，逐字段说明理由。同一编号用于不同内容时退回，理由代码 idMisuse。',
      requestBody: { required: true, content: json('OperationsRequest') },
      responses: {
        200: answer('每项操作的结果，次序与报送相同', 'OperationsResponse'),
        ...errors([400, '内容不符合接口（badRequest）'], [413, '内容过大（tooLarge）'], ...signedIn),
      },
    },
  },
  '/v1/operations/{id}': {
    get: {
      operationId: 'operationStatus',
      summary: '某项操作后来怎样了；结果未知时先问再报',
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }],
      responses: {
        200: answer('结果；outcome 为 null 表示平台没有办理过，可以报送', 'OperationStatus'),
        ...errors(...signedIn),
      },
    },
  },
  '/v1/devices': {
    get: {
      operationId: 'devices',
      summary: '本部门各台电脑最近一次联系平台的时间和当时未报送的数量；平台可以不提供（404）',
      responses: { 200: answer('各台电脑', 'Devices'), ...errors([404, '平台不提供（notFound）'], ...signedIn) },
    },
  },
  '/v1/attachments/{sha256}': {
    head: {
      operationId: 'attachmentProgress',
      summary: '附件已收到多少',
      parameters: [sha256Parameter],
      responses: { 200: { description: '已有部分或全部', headers: progressHeaders }, 404: { description: '尚未收到' } },
    },
    get: attachmentContent,
    put: {
      operationId: 'attachmentPart',
      summary: '上传一个分片；最后一片到达且全文校验无误才算收妥',
      parameters: [
        sha256Parameter,
        {
          name: 'content-range',
          in: 'header',
          required: true,
          description: `bytes 起-止/总长；总长不超过 ${maximumAttachmentBytes} 字节`,
          schema: { type: 'string', pattern: '^bytes \\d+-\\d+/\\d+$' },
        },
        {
          name: 'x-part-sha256',
          in: 'header',
          required: true,
          description: '本分片的 SHA-256',
          schema: { type: 'string', pattern: '^[0-9a-f]{64}$' },
        },
      ],
      requestBody: {
        required: true,
        content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
      },
      responses: {
        200: { ...answer('分片已保存', 'AttachmentStatus'), headers: progressHeaders },
        409: { ...answer('起点与已收字节不符，见 upload-offset', 'Error'), headers: progressHeaders },
        422: { ...answer('分片或全文损坏，未保存，见 upload-offset', 'Error'), headers: progressHeaders },
        ...errors([413, '附件或分片过大（tooLarge）'], ...signedIn),
      },
    },
  },
});
