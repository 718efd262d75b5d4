import { mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import RecoveryCodeSheet from '#app/components/RecoveryCodeSheet.vue';

it('lets nobody go on before a new recovery code is said to be written down', async () => {
  const sheet = mount(RecoveryCodeSheet, {
    props: { code: '7KQ2-M9XD', department: '青禾县卫生健康局', action: '进入工作台' },
  });
  const goOn = () => sheet.findAll('button').find((one) => one.text() === '进入工作台')!;
  expect(sheet.text()).toContain('7KQ2-M9XD');
  expect(goOn().attributes('disabled')).toBeDefined();
  const closing = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(closing);
  expect(closing.defaultPrevented).toBe(true);
  await sheet.find('input[type=checkbox]').setValue(true);
  expect(goOn().attributes('disabled')).toBeUndefined();
  await goOn().trigger('click');
  expect(sheet.emitted('confirmed')).toHaveLength(1);
  sheet.unmount();
});
