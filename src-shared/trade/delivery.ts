/** Delivery: the states of an outbox entry, the classes of outcome of an attempt, and their words. Knows no domain. */

/**
 * 待报送 → 报送中 → 已受理, or one of the states that wait for something: 结果未知 (asked for by id before any resend), 退回待改
 * (the platform refused it; a person amends), 冲突 (a person decides), 隔离 (failed in a way that is nobody's fault at the
 * keyboard; support looks). `withdrawn` and `replaced` are ends that a person chose before acceptance; both are kept.
 */
export const deliveryStates = [
  'queued',
  'sending',
  'unknown',
  'accepted',
  'rejected',
  'conflict',
  'quarantined',
  'withdrawn',
  'replaced',
] as const;
export type DeliveryState = (typeof deliveryStates)[number];
export const deliveryStateNames: Record<DeliveryState, string> = {
  queued: '待报送',
  sending: '报送中',
  unknown: '结果未知',
  accepted: '已受理',
  rejected: '退回待改',
  conflict: '冲突',
  quarantined: '隔离',
  withdrawn: '已撤回',
  replaced: '已改报',
};

/** States in which something is still owed; 「全部已同步」 is shown only when no entry is in any of them. */
export const unsettledStates = ['queued', 'sending', 'unknown', 'rejected', 'conflict', 'quarantined'] as const;
export type UnsettledState = (typeof unsettledStates)[number];
export const isUnsettled = (state: DeliveryState): state is UnsettledState =>
  (unsettledStates as readonly string[]).includes(state);

/** Of them those that wait for a person, and so do not leave by themselves. */
export const personStates = ['rejected', 'conflict', 'quarantined'] as const satisfies readonly UnsettledState[];

/** Of several entries on one record, the state that a person should hear of first. */
export const deliveryPrecedence: readonly UnsettledState[] = [
  'conflict',
  'rejected',
  'quarantined',
  'unknown',
  'sending',
  'queued',
];

/** Who can do something about an outcome. */
export type Remedy = 'nobody' | 'person' | 'technician' | 'administrator';
export const remedyNames: Record<Remedy, string> = {
  nobody: '无需处理，自动继续',
  person: '请您处理',
  technician: '请县里技术人员处理',
  administrator: '请平台管理员处理',
};

export interface OutcomeClassFacts {
  /** What happened, in words for the clerk. */
  readonly text: string;
  /** What to do now. */
  readonly next: string;
  /** Whether the rest of this run is pointless. */
  readonly stopsRun: boolean;
  /** Whether the engine tries again by itself. */
  readonly retried: boolean;
  readonly remedy: Remedy;
}

/** The closed list of what an exchange with the platform can come to, other than success. */
export const outcomeClasses = {
  offline: { text: '本机没有接入网络', next: '恢复网络后自动报送。', stopsRun: true, retried: true, remedy: 'nobody' },
  unreachable: { text: '连不上平台', next: '网络恢复后自动报送。', stopsRun: true, retried: true, remedy: 'nobody' },
  timeout: {
    text: '平台没有应答',
    next: '已做的操作都在本机；会先向平台核实，再决定是否补报。',
    stopsRun: true,
    retried: true,
    remedy: 'nobody',
  },
  interrupted: {
    text: '应答不完整，结果未知',
    next: '会先向平台核实，不会重复报送。',
    stopsRun: false,
    retried: true,
    remedy: 'nobody',
  },
  certificate: {
    text: '平台的安全证书无法验证',
    next: '请核对本机日期时间；仍不行请技术人员检查证书。',
    stopsRun: true,
    retried: true,
    remedy: 'technician',
  },
  portal: {
    text: '被网络登录页拦截',
    next: '请先在浏览器里完成网络登录，随后自动继续。',
    stopsRun: true,
    retried: true,
    remedy: 'person',
  },
  signInNeeded: {
    text: '登录已过期',
    next: '请重新登录平台，随后自动继续报送。',
    stopsRun: true,
    retried: false,
    remedy: 'person',
  },
  forbidden: {
    text: '账号没有权限',
    next: '请平台管理员核对账号权限。',
    stopsRun: true,
    retried: false,
    remedy: 'administrator',
  },
  rateLimited: {
    text: '平台繁忙，要求稍后再试',
    next: '到时自动继续。',
    stopsRun: true,
    retried: true,
    remedy: 'nobody',
  },
  serverFault: { text: '平台内部出错', next: '稍后自动重试。', stopsRun: true, retried: true, remedy: 'nobody' },
  maintenance: { text: '平台正在维护', next: '维护结束后自动继续。', stopsRun: true, retried: true, remedy: 'nobody' },
  versionTooOld: {
    text: '客户端版本过低，平台不再受理',
    next: '请技术人员升级客户端；数据都在，仍可查询和导出。',
    stopsRun: true,
    retried: false,
    remedy: 'technician',
  },
  wrongPlatform: {
    text: '连到的不是原来的平台',
    next: '没有报送任何内容。请核对平台地址。',
    stopsRun: true,
    retried: false,
    remedy: 'technician',
  },
  wrongEpoch: {
    text: '平台的数据被重建或恢复过',
    next: '请在“报送与冲突”确认后重新核对，本机数据不会丢失。',
    stopsRun: true,
    retried: false,
    remedy: 'person',
  },
  massRemoval: {
    text: '平台要求一次移除大量或全部记录',
    next: '已暂停，请确认是否属实。',
    stopsRun: true,
    retried: false,
    remedy: 'person',
  },
  badAnswer: {
    text: '平台的应答看不懂',
    next: '稍后自动重试；多次出现请联系技术人员。',
    stopsRun: true,
    retried: true,
    remedy: 'technician',
  },
  badRequest: {
    text: '平台读不懂报送的内容',
    next: '其余报送不受影响；请把“复制给技术人员”的内容交给技术人员。',
    stopsRun: false,
    retried: false,
    remedy: 'technician',
  },
  blocked: {
    text: '这一项的内容疑被网络安全设备拦截',
    next: '其余报送不受影响；请把“复制给技术人员”的内容交给技术人员，放行后点“重试”。',
    stopsRun: false,
    retried: false,
    remedy: 'technician',
  },
  refusedRecord: {
    text: '平台退回了这条记录',
    next: '请按退回理由修改后重新报送。',
    stopsRun: false,
    retried: false,
    remedy: 'person',
  },
  noRight: {
    text: '平台退回：没有这项操作的权限',
    next: '内容还在本机。请联系本单位管理员；给了权限后点“重新报送”，也可以由有权限的同事在本机登录后接手报送，或者撤回。',
    stopsRun: false,
    retried: false,
    remedy: 'administrator',
  },
  conflict: {
    text: '平台上的内容已被他人修改',
    next: '请比较两边的内容，选择采用哪一边。',
    stopsRun: false,
    retried: false,
    remedy: 'person',
  },
  tooLarge: {
    text: '内容超过平台允许的大小',
    next: '请减少内容或附件后重新报送。',
    stopsRun: false,
    retried: false,
    remedy: 'person',
  },
  fileRefused: {
    text: '平台没有收下这个附件',
    next: '请核对原文件后点“重新报送”；仍不行请把“复制给技术人员”的内容交给技术人员。',
    stopsRun: false,
    retried: false,
    remedy: 'technician',
  },
  fileMissing: {
    text: '本机没有这个附件，平台也还没有收到',
    next: '如果是同事拍的，等同事的电脑把它送到平台，这里会自动完成；如果是自己拍的，请从原文件重新加入，或从备份恢复。',
    stopsRun: false,
    retried: true,
    remedy: 'person',
  },
  localFault: {
    text: '本机写入失败',
    next: '请检查磁盘空间；处理后自动继续。',
    stopsRun: true,
    retried: true,
    remedy: 'technician',
  },
} as const satisfies Record<string, OutcomeClassFacts>;
export type OutcomeClass = keyof typeof outcomeClasses;
export const outcomeClassNames = Object.keys(outcomeClasses) as [OutcomeClass, ...OutcomeClass[]];
