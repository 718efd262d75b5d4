/** How the pages of the roster of inspectors are used. */
import type { HelpOfPages } from '#app/app/help/page-help.ts';
import { inspectorRoutes } from './links.ts';

export const help: HelpOfPages = {
  [inspectorRoutes.keeping]: {
    purpose: '维护本单位的执法检查人员名录，抽查时从里面抽人。',
    steps: [
      '来了新人，按“新增”，照执法证填写。',
      '人多时按“导入”，先下载模板，填好再传上来；有错的行会逐行指出，改好再导入。',
      '情况变了，点开那个人修改；调离的，按“撤销”，以后还可以恢复。',
    ],
    words: [
      ['在岗状态', '不在岗的不参加抽取'],
      ['撤销', '不再参加抽取，名录里仍查得到'],
    ],
    offline: '照常新增和修改，存在本机，连上平台后自动报送。',
    red: '执法证快到期或已过期的会标出来；退回待改的，到“报送与冲突”看理由。',
  },
  [inspectorRoutes.reading]: {
    purpose: '查本单位的执法检查人员：证号、种类、区域、专业、电话。',
    steps: ['输姓名或拼音首字母查询。', '点一行看全部内容。', '要名单，按“导出 Excel”。'],
    words: [['管理和查询', '有“人员库管理”权限的同事能改，其他人只能看']],
    offline: '查的是本机的数据，断网照样能查。',
    red: '内容有误，请告诉有“人员库管理”权限的同事。',
  },
};
