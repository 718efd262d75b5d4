/** How 草稿与最近查看 is used. */
import type { HelpOfPages } from '#app/app/help/page-help.ts';

export const help: HelpOfPages = {
  drafts: {
    purpose: '填了一半没有提交的表单，和您最近看过的记录，都从这里接着办。',
    steps: [
      '找到要接着填的一行，点它回到那张表单，内容还是离开时的样子。',
      '填完提交，草稿就自己消失。',
      '不要了的，打开后点“放弃草稿”。',
    ],
    words: [['草稿', '边填边存在本机，只有您自己看得见，没有报送']],
    offline: '草稿只在本机，断网、关机、换人登录都不会丢。',
    red: '草稿里的记录如果已经由同事办完或被平台收回，打开时会说明；内容仍可复制出来。',
  },
};
