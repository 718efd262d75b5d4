import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it } from 'vitest';
import { ref } from 'vue';
import InspectorDrawer from '#app/features/inspectors/InspectorDrawer.vue';
import { failureTexts } from '#shared/contract/failures.ts';
import type { InspectorDetail } from '#shared/domains/inspectors/contract.ts';
import type { Inspector } from '#shared/domains/inspectors/record.ts';
import { installFakeCore } from '../../support/fake-core.ts';
import { operations } from '../../support/operations.ts';

const place = { hasPrevious: ref(false), hasNext: ref(false), step: () => true, close: () => undefined };
let listed: Inspector;
let allowed: InspectorDetail['allowed'];
beforeEach(() => {
  setActivePinia(createPinia());
  listed = operations['inspectors.revoke']?.before as Inspector;
  allowed = { edit: true, revoke: true, restore: false };
  installFakeCore({
    inspectors: {
      get: ({ id }) =>
        id === listed.id ? { ok: true, detail: { ...listed, allowed } } : { ok: false, reason: 'notFound' },
      revoke: () => {
        listed = { ...listed, revoked: true };
        allowed = { edit: false, revoke: false, restore: true };
        return { ok: true, operationId: '0a1b2c3d-0000-4000-8000-000000000001' };
      },
    },
  });
});
const show = async (id: string, keeps = true) => {
  const drawer = mount(InspectorDrawer, {
    props: {
      id,
      place,
      keeps,
      form: null,
      'onUpdate:form': (form: 'edit' | 'revoke' | null) => void drawer.setProps({ form }),
    },
  });
  await flushPromises();
  return drawer;
};

it('reads its record by id, and stands as what was just done to it', async () => {
  const drawer = await show('I1');
  expect(drawer.text()).toContain('顾青禾');
  await drawer
    .findAll('button')
    .find((one) => one.text() === '撤销')!
    .trigger('click');
  await drawer.find('textarea').setValue('调离');
  await drawer.find('form').trigger('submit');
  await flushPromises();
  expect(drawer.text()).toContain('已撤销');
  expect(drawer.findAll('button').map((one) => one.text())).toContain('恢复');
  drawer.unmount();
});

it('beside a list that one only reads offers nothing', async () => {
  const drawer = await show('I1', false);
  expect(drawer.text()).toContain('顾青禾');
  const offered = drawer.findAll('button').map((one) => one.text());
  expect(offered).not.toEqual(expect.arrayContaining(['修改']));
  expect(offered).not.toEqual(expect.arrayContaining(['撤销']));
  drawer.unmount();
});

it('says so where the person is no longer on this PC', async () => {
  const drawer = await show('I2');
  expect(drawer.text()).toContain(failureTexts.notFound.title);
  drawer.unmount();
});
