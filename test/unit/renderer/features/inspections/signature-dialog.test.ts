import { flushPromises, mount } from '@vue/test-utils';
import { ElSelect } from 'element-plus';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, test } from 'vitest';
import { computed, ref } from 'vue';
import SignatureDialog from '#app/features/inspections/evidence/SignatureDialog.vue';
import { useEvidence } from '#app/features/inspections/evidence/use-evidence.ts';
import { checkForm } from '#app/features/inspections/result/findings.ts';
import { formContextKey } from '#app/features/inspections/result/form-context.ts';
import { blankValues } from '#app/features/inspections/result/result-values.ts';
import type { Signature } from '#shared/domains/inspections/results.ts';
import { smallChecklist } from '../../../../integration/core/inspections/fixtures.ts';
import { installFakeCore } from '../../support/fake-core.ts';

const checklist = smallChecklist();
const today = '2026-03-02';
const page = {
  id: '00000000-0000-4000-8000-0000000000e1',
  sha256: 'e'.repeat(64),
  bytes: 9,
  mediaType: 'image/jpeg',
  name: '签名页.jpg',
  caption: '纸质签名页',
  takenAt: '2026-03-02T01:00:00.000Z',
  pointId: null,
};
beforeEach(() => {
  setActivePinia(createPinia());
  installFakeCore({});
});

function show(signed: readonly string[] = []) {
  const values = ref({ ...blankValues(checklist, today), evidence: [page] });
  const dialog = mount(SignatureDialog, {
    props: {
      subjectId: 'FA0001-001-0001',
      role: 'inspector',
      suggestedName: '林知夏',
      people: ['林知夏'],
      signed,
      evidence: useEvidence('FA0001-001-0001', values, () => undefined),
    },
    global: {
      provide: {
        [formContextKey as symbol]: {
          checklist,
          values,
          check: computed(() => checkForm(values.value, checklist, today, [])),
          tried: ref(false),
          askPhotos: () => undefined,
          askCamera: null,
          touch: () => undefined,
        },
      },
      stubs: {
        ElDialog: { template: '<div><slot /><slot name="footer" /></div>' },
        PhotoThumbnail: true,
        SignaturePad: true,
      },
    },
  });
  return {
    text: () => dialog.text(),
    onPaper: () => dialog.findAll('input[type=radio]')[1]!.setValue(true),
    choosePage: () => dialog.findComponent(ElSelect).vm.$emit('update:modelValue', page.sha256),
    async confirm() {
      await dialog.find('form').trigger('submit');
      await flushPromises();
      return dialog.emitted<[Signature]>('signed')?.[0]?.[0];
    },
  };
}

test('纸质已签 asks for the photo of the signed page, and then counts like a drawn one', async () => {
  const dialog = show();
  expect(await dialog.confirm()).toBeUndefined();
  expect(dialog.text()).toContain('签名是空白的');
  await dialog.onPaper();
  expect(await dialog.confirm()).toBeUndefined();
  expect(dialog.text()).toContain('请加入签名页的照片');
  dialog.choosePage();
  expect(await dialog.confirm()).toMatchObject({ name: '林知夏', sha256: page.sha256, onPaper: true, refused: false });
});

test('nobody signs twice', async () => {
  const dialog = show(['林知夏']);
  await dialog.onPaper();
  dialog.choosePage();
  expect(await dialog.confirm()).toBeUndefined();
  expect(dialog.text()).toContain('林知夏已经签过名');
});
