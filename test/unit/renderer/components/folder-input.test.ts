import { flushPromises, mount } from '@vue/test-utils';
import { expect, test, vi } from 'vitest';
import { type CoreClient, installCore } from '#app/app/core-client.ts';
import FolderInput from '#app/components/FolderInput.vue';

function show(shell: 'browser' | 'electron', path: string | null) {
  const choose = vi.fn().mockResolvedValue({ path });
  installCore({ folders: { choose } } as unknown as CoreClient, shell);
  const field = mount(FolderInput, { props: { modelValue: ' D:\\旧 ', label: '导出目录' } });
  return { field, choose };
}

test('a page in a browser has the typed path alone', () => {
  const { field } = show('browser', null);
  expect(field.findAll('button')).toEqual([]);
  expect(field.find('input').element.value).toBe(' D:\\旧 ');
});

test('a folder that was chosen stands in the field and counts as typed', async () => {
  const { field, choose } = show('electron', 'D:\\导出');
  await field.find('button').trigger('click');
  await flushPromises();
  expect(choose.mock.calls).toEqual([[{ title: '导出目录', from: 'D:\\旧' }]]);
  expect(field.emitted()).toMatchObject({ 'update:modelValue': [['D:\\导出']], change: [[]], chosen: [[]] });
});

test('whoever cancels changes nothing', async () => {
  const { field } = show('electron', null);
  await field.find('button').trigger('click');
  await flushPromises();
  expect(field.emitted('update:modelValue')).toBeUndefined();
  expect(field.emitted('change')).toBeUndefined();
});
