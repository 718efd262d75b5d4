/** How 帮助 itself is used. */
import type { HelpOfPages } from '#app/app/help/page-help.ts';

export const help: HelpOfPages = {
  help: {
    purpose: '各页怎么用、有哪些按键、这个版本更新了什么，都在这里；断网时也能看。',
    steps: [
      '左边选一页，右边是这一页的用法。',
      '办事时不必离开当前页：按 F1 就在右侧打开本页帮助，再按一次收起。',
      '第一次使用的导览，可以从右上角“?”里再看一遍。',
    ],
    offline: '帮助随客户端安装在本机，不需要网络。',
    red: '帮助里没有写到的问题，请把“连接检查”的结果或出错信息复制给县里技术人员。',
  },
};
