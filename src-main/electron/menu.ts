/** The menu: what a window needs, in Chinese. Work is done in the pages; F5, Ctrl+F and Ctrl+E belong to them. */
import type { MenuItemConstructorOptions } from 'electron';

export interface MenuActions {
  readonly about: () => void;
  readonly openDataFolder: () => void;
}

export function menuTemplate(actions: MenuActions, isPackaged: boolean): MenuItemConstructorOptions[] {
  return [
    {
      label: '文件(&F)',
      submenu: [
        { label: '打开数据目录', click: actions.openDataFolder },
        { type: 'separator' },
        { label: '退出', role: 'quit' },
      ],
    },
    {
      label: '编辑(&E)',
      submenu: [
        { label: '撤销', role: 'undo' },
        { label: '重做', role: 'redo' },
        { type: 'separator' },
        { label: '剪切', role: 'cut' },
        { label: '复制', role: 'copy' },
        { label: '粘贴', role: 'paste' },
        { label: '全选', role: 'selectAll' },
      ],
    },
    {
      label: '视图(&V)',
      submenu: [
        { label: '重新载入页面', role: 'reload' },
        { type: 'separator' },
        { label: '放大', role: 'zoomIn' },
        { label: '缩小', role: 'zoomOut' },
        { label: '实际大小', role: 'resetZoom' },
        { label: '全屏', role: 'togglefullscreen' },
        ...(isPackaged ? [] : [{ label: '开发者工具', role: 'toggleDevTools' as const }]),
      ],
    },
    { label: '帮助(&H)', submenu: [{ label: '关于', click: actions.about }] },
  ];
}
