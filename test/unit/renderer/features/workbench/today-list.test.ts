import { mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { routes } from '#app/app/router.ts';
import NumberStrip from '#app/features/workbench/NumberStrip.vue';
import TodayList from '#app/features/workbench/TodayList.vue';

const global = { plugins: [createRouter({ history: createMemoryHistory(), routes })] };
const link = { to: 'notices' as const, page: 'receive' as const, filter: { statuses: ['pending' as const] } };

it('a thing to do says who, what and until when in words, and its one action opens that record', () => {
  const list = mount(TodayList, {
    props: {
      items: [
        {
          collection: 'notices',
          recordId: 'N1',
          title: '恒丰餐饮店',
          about: '食品经营许可',
          action: '接收',
          urgency: 'overdue' as const,
          due: { on: '2026-03-02', words: '已逾期 2 天' },
          group: 'receive',
          link: { ...link, open: 'N1' },
        },
      ],
      rest: [{ key: 'receive', title: '待接收', count: { value: 39, capped: false }, link }],
    },
    global,
  });
  const row = list.get('li');
  expect(row.text()).toContain('!逾期');
  expect(row.text()).toContain('已逾期 2 天');
  expect(row.get('a').text()).toBe('接收恒丰餐饮店 食品经营许可');
  expect(row.get('a').attributes('href')).toContain('open=N1');
  expect(list.get('.rest').text()).toMatch(/还有\s*待接收 39/u);
});

it('a day on which all is done is calm, and promises nothing more', () => {
  const list = mount(TodayList, { props: { items: [], rest: [] }, global });
  expect(list.get('[role=status]').text()).toContain('今天要办的都办完了');
  expect(list.find('.rest').exists()).toBe(false);
});

it('a number that is late has a sign beside its colour, a nought has neither', () => {
  const number = (key: string, value: number) => ({
    key,
    title: key,
    value,
    capped: false,
    tone: 'alarm' as const,
    hint: '',
    link,
  });
  const strip = mount(NumberStrip, { props: { numbers: [number('late', 3), number('none', 0)] }, global });
  expect(strip.findAll('.value').map((one) => one.text())).toEqual(['!3', '0']);
});
