/** How 报送与冲突 and the pages below it are used. */
import { deliverySigns } from '#app/components/delivery-signs.ts';
import type { HelpOfPages } from '#app/app/help/page-help.ts';
import { deliveryStateNames, unsettledStates } from '#shared/trade/delivery.ts';

export const help: HelpOfPages = {
  outbox: {
    purpose: '您在本机做的每一步报送到了哪里：还没报、正在报、平台已受理，还是要您处理。',
    steps: [
      '先看“请您处理”的：退回待改的，看理由，改好再报；冲突的，进去比较后选择。',
      '待报送的不用管，连上平台就自动报送；想马上报就按“立即同步”。',
      '报错了又还没受理的，可以撤回。',
      '已受理的有受理时间和回执号，可以作为凭据。',
      '解决不了的，点“复制给技术人员”，把内容发给县里技术人员。',
    ],
    words: [
      ...unsettledStates.map((state) => [deliveryStateNames[state], deliverySigns[state].meaning] as const),
      [deliveryStateNames.accepted, '平台收下并给了回执，不会再报第二次'],
      ['回退 / 退回待改 / 退回修改', '您退给登记机关 / 平台不受理，改后再报 / 复核人退给录入人'],
    ],
    offline: '照常排队，顺序不乱，重启也不丢；连上后逐条核实再报，不会重复。',
    red: '只有标着“请您处理”的需要动手，其余会自己继续。一条出问题，不影响别的条。',
  },
  devices: {
    purpose: '本科室每台电脑最近什么时候连过平台，那时还有多少没有报送。',
    steps: [
      '很久没有联系的排在最前面。',
      '看到哪台还有未报送的，请那台电脑的同事连上网、打开客户端。',
      '电脑停用以前，先确认它没有未报送的内容。',
    ],
    offline: '显示的是上次从平台得知的情况，页面上写着时间。',
    red: '某台电脑“请您处理”的，要由当时登录的同事在那台电脑上处理。',
  },
  conflict: {
    purpose: '您和别人改了同一条，或者平台上的内容变了。这里把两边摆在一起，由您决定用哪边。',
    steps: [
      '看清每一项：原来是什么，本机改成什么，平台上现在是什么。',
      '拿不准的，先打电话问问改动的人。',
      '逐项（或整件）选“本机”或“平台”，然后按“确定”。',
      '选了本机的，会在平台现在的内容上重新报送；选了平台的，本机的改动不再报送，但记录里仍查得到。',
    ],
    offline: '断网时可以先选好；到报送时平台又变了的，会再请您看一次。',
    red: '没有选完以前，这条记录的后续操作先不报送，别的记录不受影响。',
  },
};
