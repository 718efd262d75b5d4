import { mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, test } from 'vitest';
import { computed, ref } from 'vue';
import { useSession } from '#app/app/stores/session.ts';
import SignatureDialog from '#app/features/inspections/evidence/SignatureDialog.vue';
import SignatureSection from '#app/features/inspections/evidence/SignatureSection.vue';
import { useEvidence } from '#app/features/inspections/evidence/use-evidence.ts';
import { checkForm } from '#app/features/inspections/result/findings.ts';
import { formContextKey } from '#app/features/inspections/result/form-context.ts';
import { blankValues } from '#app/features/inspections/result/result-values.ts';
import type { SessionStatus } from '#shared/contract/session.ts';
import { lin, shen, signature, smallChecklist } from '../../../../integration/core/inspections/fixtures.ts';
import { installFakeCore } from '../../support/fake-core.ts';

const checklist = smallChecklist();
beforeEach(() => {
  setActivePinia(createPinia());
  installFakeCore({});
});

function show(account: string, signed: readonly string[] = []) {
  useSession().status = { actor: { account, roles: [] } } as unknown as SessionStatus;
  const values = ref(blankValues(checklist, '2026-03-02'));
  signed.forEach((name, index) =>
    values.value.signatures.push(signature(`00000000-0000-4000-8000-00000000000${index}`, 'inspector', name)),
  );
  const check = computed(() => checkForm(values.value, checklist, '2026-03-02', [lin, shen]));
  const context = {
    checklist,
    values,
    check,
    tried: ref(false),
    askPhotos: () => undefined,
    askCamera: null,
    touch: () => undefined,
  };
  return mount(SignatureSection, {
    props: {
      subjectId: 'FA0001-001-0001',
      inspectors: [shen, lin],
      legalRepresentative: '周晓禾',
      evidence: useEvidence('FA0001-001-0001', values, () => undefined),
    },
    global: {
      provide: { [formContextKey as symbol]: context },
      stubs: { SignatureDialog: true, PhotoThumbnail: true },
    },
  });
}
async function dialogOf(section: ReturnType<typeof show>, role: string) {
  await section.find(`button[aria-label^="${role}"]`).trigger('click');
  return section.findComponent(SignatureDialog).props();
}

test('the dialog begins with the person at the keyboard, where the subject is theirs', async () => {
  expect(await dialogOf(show(lin.account), '检查人员')).toMatchObject({
    suggestedName: lin.name,
    people: [shen.name, lin.name],
  });
});
test('it begins with nobody where somebody else is at the keyboard: a colleague is chosen deliberately', async () => {
  expect(await dialogOf(show('other09'), '检查人员')).toMatchObject({ suggestedName: '' });
});
test('who signed already is not offered again, and known to have signed', async () => {
  expect(await dialogOf(show(lin.account, [lin.name]), '检查人员')).toMatchObject({
    suggestedName: '',
    people: [shen.name],
    signed: [lin.name],
  });
});
test('the inspected party is suggested by its legal representative, to nobody else’s row', async () => {
  expect(await dialogOf(show(lin.account), '被检查单位')).toMatchObject({ suggestedName: '周晓禾', people: [] });
});
