/** 更新说明: what each version brought, for the people who use it; the newest first. */
export interface Release {
  readonly version: string;
  /** YYYY-MM-DD */
  readonly date: string;
  readonly news: readonly string[];
}

export const releases: readonly Release[] = [
  {
    version: '0.1.0',
    date: '2026-12-01',
    news: [
      '双告知：接收、认领、回退、反馈、修改反馈和更正，断网照常办理，联网后自动报送。',
      '双随机抽查：名单确认、人员调整、出发前检查、结果录入（照片、签名）、复核、打印记录表。',
      '报送与冲突：每一条做到哪一步都看得见；两人改了同一条时，由人比较后选择。',
      '导航带图标，可以收成一列图标（Ctrl+B）；红色数字只表示逾期。',
      '帮助：每一页按 F1 看怎么用；有按键表、第一次使用的导览和首次下载的进度。',
      '导出 Excel、打印 PDF；自动备份，恢复码可以在新电脑上恢复。',
    ],
  },
];
