/** The modules of the navigation, under the names of the manual. Only what exists is an entry. */
type Waiting = 'toReceive' | 'toAnswer' | 'toInspect' | 'toReview' | 'toConfirm' | 'needPerson';
export interface ModuleEntry {
  readonly route: string;
  readonly name: string;
  /** Which count of `useWaiting` stands beside it, and what that count means. */
  readonly waiting?: { readonly of: Waiting; readonly words: string };
}
export interface ModuleGroup {
  /** Null: the entries stand by themselves. */
  readonly name: string | null;
  readonly entries: readonly ModuleEntry[];
}

export const modules: readonly ModuleGroup[] = [
  { name: null, entries: [{ route: 'workbench', name: '工作台' }] },
  {
    name: '双告知',
    entries: [
      { route: 'notices-receive', name: '告知接收', waiting: { of: 'toReceive', words: '条待接收或认领' } },
      { route: 'notices-feedback', name: '告知反馈', waiting: { of: 'toAnswer', words: '条待反馈' } },
      { route: 'notices-query', name: '告知查询' },
    ],
  },
  {
    name: '双随机抽查',
    entries: [
      { route: 'inspection-tasks', name: '我的抽查任务', waiting: { of: 'toInspect', words: '家待录入或待修改' } },
      { route: 'inspection-entry', name: '抽查结果录入' },
      { route: 'inspection-review', name: '复核', waiting: { of: 'toReview', words: '家待复核' } },
      { route: 'inspection-confirm', name: '主体名单确认', waiting: { of: 'toConfirm', words: '家待确认' } },
      { route: 'inspection-adjust', name: '抽查人员调整' },
      { route: 'inspection-plans', name: '抽查方案查询' },
      { route: 'inspection-subjects', name: '抽查主体查询' },
      { route: 'inspection-inspectors', name: '执法人员名录' },
    ],
  },
  {
    name: null,
    entries: [
      { route: 'outbox', name: '报送与冲突', waiting: { of: 'needPerson', words: '条请您处理' } },
      { route: 'diagnosis', name: '连接检查' },
      { route: 'settings', name: '设置' },
    ],
  },
];
