/**
 * Every expected failure: what happened, what is safe, what to do now. One table, so that a screen never invents words
 * and a reason without words does not compile.
 */
export interface FailureText {
  /** What happened. */
  readonly title: string;
  /** What is safe. */
  readonly safe: string;
  /** What to do now. */
  readonly next: string;
}

export const failureTexts = {
  platformUnreachable: {
    title: '连不上平台',
    safe: '本机已保存的内容不受影响。',
    next: '请检查网线或政务外网连接；首次登录必须连上平台，以后可以离线登录。',
  },
  notAPlatform: {
    title: '这个地址不是部门协同监管平台',
    safe: '没有向该地址发送任何业务数据。',
    next: '请核对平台地址；如果打开的是网络登录页，请先在浏览器里完成网络登录。',
  },
  wrongPlatform: {
    title: '连到的不是原来的平台',
    safe: '本机数据没有改动，也没有向它报送。',
    next: '请核对平台地址；平台确实更换时，请联系技术人员。',
  },
  invalidAddress: {
    title: '平台地址不正确',
    safe: '原来的设置没有改动。',
    next: '请填写以 http:// 或 https:// 开头的完整地址，例如 https://10.0.0.8:8443。',
  },
  wrongPassword: {
    title: '账号或密码不对',
    safe: '本机数据没有改动。',
    next: '请核对账号和密码后再试；忘记密码请联系平台管理员重置。',
  },
  waitBeforeRetry: {
    title: '密码连续输错，请稍等再试',
    safe: '本机数据没有改动。',
    next: '等待时间到后可以再试。',
  },
  accountDisabled: {
    title: '该账号已被平台停用',
    safe: '本机未报送的内容仍然保留，不会删除。',
    next: '请联系平台管理员；科室同事可用恢复码或本人账号打开本机数据。',
  },
  firstSignInNeedsPlatform: {
    title: '该账号还没有在这台电脑上登录过',
    safe: '本机数据没有改动。',
    next: '第一次登录需要连上平台核对账号；连上后再试一次。',
  },
  recoveryCodeNeeded: {
    title: '需要科室恢复码',
    safe: '本机数据仍然加密保存，没有改动。',
    next: '这台电脑上已有本科室的数据，请输入科室恢复码；没有恢复码时，请已登录过的同事先登录，再由他在“设置”里更换恢复码交给您。',
  },
  passwordChanged: {
    title: '密码已在平台上改过，本机数据还由原密码保护',
    safe: '本机数据仍然加密保存，没有改动。',
    next: '请再输入改之前的密码，或科室恢复码；只需这一次，以后用新密码即可。',
  },
  wrongRecoveryCode: {
    title: '恢复码不对',
    safe: '本机数据没有改动。',
    next: '请逐字核对恢复码（不分大小写，可以带短横线）。',
  },
  clientTooOld: {
    title: '客户端版本过低，平台不再受理',
    safe: '本机数据都在，仍可查询和导出。',
    next: '请联系技术人员升级客户端，升级后自动继续报送。',
  },
  databaseDamaged: {
    title: '本机数据库损坏',
    safe: '原文件已保留，没有改动或删除。',
    next: '请从备份恢复，或联系技术人员。',
  },
  databaseForeign: {
    title: '数据文件不是本客户端的，或密钥不符',
    safe: '该文件没有改动。',
    next: '请确认数据目录是否正确；如从别处拷贝，请用“恢复备份”。',
  },
  databaseNewer: {
    title: '数据由更新版本的客户端写成',
    safe: '数据文件没有改动。',
    next: '请安装新版本客户端后再打开。',
  },
  databaseInUse: {
    title: '客户端已经在运行',
    safe: '数据没有改动。',
    next: '请切换到已打开的窗口；若窗口已关闭，请稍等几秒再试。',
  },
  diskFull: {
    title: '磁盘空间不足',
    safe: '刚才的操作没有保存；之前的数据都在。',
    next: '请清理磁盘后再操作一次。',
  },
  notWritable: {
    title: '没有写入权限',
    safe: '之前的数据都在。',
    next: '请检查目录权限，或换一个可以写入的目录。',
  },
  notFound: {
    title: '找不到这条记录',
    safe: '其他数据没有改动。',
    next: '它可能已被平台收回或改派，请刷新列表。',
  },
  refused: {
    title: '不能这样操作',
    safe: '数据没有改动。',
    next: '请按提示修改后再试。',
  },
  unresolvedWork: {
    title: '这条记录还有没处理完的报送问题',
    safe: '已做的操作都保留着。',
    next: '请先到“报送与冲突”处理这条记录。',
  },
  alreadySending: {
    title: '已经开始报送，不能撤回',
    safe: '该操作会按原样报送。',
    next: '如需更正，请在受理后修改。',
  },
  cancelled: {
    title: '已取消',
    safe: '没有留下不完整的文件。',
    next: '需要时可以重新开始。',
  },
  nothingToExport: {
    title: '没有可导出的记录',
    safe: '没有生成文件。',
    next: '请调整查询条件后再导出。',
  },
  paperGone: {
    title: '打不开这个打印文件',
    safe: '业务数据没有改动。',
    next: '它可能被移走、改名或删除，或者共享文件夹断开了；请再打印一次，会重新生成。',
  },
  paperChanged: {
    title: '这个打印文件生成之后被改动过',
    safe: '业务数据没有改动，改动过的文件也没有动。',
    next: '请再打印一次，会重新生成一份。',
  },
  fileInUse: {
    title: '文件正被其他程序打开',
    safe: '原文件没有改动。',
    next: '请先在 Excel 或 WPS 里关闭该文件，再试一次。',
  },
  badFile: {
    title: '文件内容不符合要求',
    safe: '没有导入任何内容。',
    next: '请按提示修改文件后再导入。',
  },
  fileEmpty: {
    title: '这个文件是空的（0 字节）',
    safe: '没有加入附件。',
    next: '请打开原文件核对后重新选择。',
  },
  fileTooLarge: {
    title: '文件超过 50 MB',
    safe: '没有加入附件。',
    next: '请压缩或拆分后再加入，每个附件不超过 50 MB。',
  },
  notAPhoto: {
    title: '这不是照片',
    safe: '没有加入附件。',
    next: '请选择 JPG、PNG 等图片文件；其他文件请作为普通附件加入。',
  },
  fileIncomplete: {
    title: '文件没有完整读入',
    safe: '没有加入附件。',
    next: '请重新选择该文件再试一次。',
  },
  fileDamaged: {
    title: '本机保存的附件已损坏',
    safe: '其他附件和数据没有改动；损坏的文件没有删除。',
    next: '请从原文件重新加入，或从备份恢复。',
  },
} as const satisfies Record<string, FailureText>;

export type FailureReason = keyof typeof failureTexts;
