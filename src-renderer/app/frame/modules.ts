/** The modules of the navigation, under the names of the manual. Only what exists is an entry. */
export interface ModuleEntry {
  readonly route: string;
  readonly name: string;
  /** Which count of `useWaiting` stands beside it, and what that count means. */
  readonly waiting?: { readonly of: 'toReceive' | 'toAnswer' | 'needPerson'; readonly words: string };
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
    name: null,
    entries: [
      { route: 'outbox', name: '报送与冲突', waiting: { of: 'needPerson', words: '条请您处理' } },
      { route: 'diagnosis', name: '连接检查' },
      { route: 'settings', name: '设置' },
    ],
  },
];
