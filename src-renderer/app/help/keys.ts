/** The sheet of keys: where each is heard, and what it does. Keys of the whole client are named in `keyNames` alone. */
import { type KeyAction, keyNames } from '../use-keyboard.ts';

export interface SheetKey {
  /** As it is written on the sheet; several keys are parted by 「 / 」. */
  readonly key: string;
  readonly words: string;
}
/** Who hears the keys of a group: the house, the rows of a list, the drawer beside it, a form. */
export type KeyRoom = 'house' | 'rows' | 'drawer' | 'form';
export interface KeyGroup {
  readonly title: string;
  readonly keys: readonly (SheetKey & { readonly room: KeyRoom })[];
}

const house = (action: KeyAction, words: string) => ({ key: keyNames[action], words, room: 'house' as const });

export const keySheet: readonly KeyGroup[] = [
  {
    title: '任何页面',
    keys: [
      house('help', '打开或收起本页帮助'),
      house('find', '查找记录、页面和命令'),
      house('sync', '立即同步'),
      house('navigation', '收起或展开左边的导航'),
    ],
  },
  {
    title: '列表',
    keys: [
      house('search', '到查询条件；在“我的抽查任务”里打开扫码/输码'),
      house('export', '导出当前列表'),
      { key: '↑ / ↓', words: '上一行、下一行', room: 'rows' },
      { key: 'Home / End', words: '第一行、最后一行', room: 'rows' },
      { key: 'Enter', words: '打开这一行', room: 'rows' },
      { key: 'Space', words: '勾选这一行', room: 'rows' },
      { key: 'Shift+Space', words: '从上次勾选的一行勾到这一行', room: 'rows' },
      { key: 'Esc', words: '收起详情，回到列表', room: 'rows' },
    ],
  },
  {
    title: '详情和表单',
    keys: [
      house('next', '下一条'),
      house('previous', '上一条'),
      { key: 'Esc', words: '收起详情', room: 'drawer' },
      house('submit', '提交表单'),
      { key: 'Esc', words: '离开表单，填了一半的留作草稿', room: 'form' },
    ],
  },
];
