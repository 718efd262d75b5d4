/** 常用语: put in where the cursor is, kept for the account, and nothing of it touches the form but what is put in. */
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { ElInput } from 'element-plus';
import { beforeEach, expect, test } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import { forgetPreferences } from '#app/app/use-preference.ts';
import { phraseBook, type PhraseKind } from '#app/components/phrase-book.ts';
import PhraseField from '#app/components/PhraseField.vue';
import { longestPhrase, mostPhrases } from '#app/components/use-phrases.ts';
import { installFakeCore } from '../support/fake-core.ts';

let kept: Record<string, string> = {};
beforeEach(() => {
  kept = {};
  forgetPreferences();
  document.body.replaceChildren();
  installFakeCore({
    settings: {
      getPreferences: () => kept,
      setPreference: ({ key, value }) => {
        kept[key] = value;
        return { ok: true };
      },
    },
  });
});

function formWith(text: string, longest = 50, kind: PhraseKind = 'handling') {
  const value = ref(text);
  const heard = { changes: 0, inputs: 0, submits: 0, escapes: 0 };
  const Form = defineComponent({
    setup: () => () =>
      h(
        'form',
        {
          onInput: () => (heard.inputs += 1),
          onSubmit: (event: Event) => (event.preventDefault(), (heard.submits += 1)),
          onKeydown: (event: KeyboardEvent) => {
            if (event.key === 'Escape') heard.escapes += 1;
          },
        },
        h(
          PhraseField,
          {
            kind,
            label: '处理情况',
            longest,
            modelValue: value.value,
            'onUpdate:modelValue': (next: string) => (value.value = next),
            onChange: () => (heard.changes += 1),
          },
          () =>
            h(ElInput, {
              type: 'textarea',
              modelValue: value.value,
              'onUpdate:modelValue': (next: string) => (value.value = next),
            }),
        ),
      ),
  });
  return { value, heard, form: mount(Form, { attachTo: document.body }) };
}
const open = async (form: VueWrapper) => {
  await form.find('button[aria-label="处理情况常用语"]').trigger('click');
  await flushPromises();
};
const phrases = (form: VueWrapper) => form.findAll('.phrase').map((one) => one.text().replace(/^\d\s*/, ''));
const button = (form: VueWrapper, words: string) => form.findAll('button').find((one) => one.text() === words)!;

test('a phrase is put in where the cursor stands, and the field has the focus again', async () => {
  const { form, value, heard } = formWith('甲；乙');
  const area = form.find('textarea').element;
  area.setSelectionRange(2, 2);
  await open(form);
  expect(phrases(form)).toEqual(phraseBook.handling);
  expect(document.activeElement?.className).toBe('phrase');
  await form.findAll('.phrase')[1]!.trigger('click');
  await flushPromises();
  expect(value.value).toBe(`甲；${phraseBook.handling[1]}乙`);
  expect(heard).toMatchObject({ changes: 1, inputs: 0 });
  expect(document.activeElement).toBe(area);
  expect(form.find('.phrases').exists()).toBe(false);
  form.unmount();
});

test('by its number as well; what does not fit is not put in, and the field says so', async () => {
  const { form, value } = formWith('', 8);
  await open(form);
  await form.find('.phrases').trigger('keydown', { key: '1' });
  expect(value.value).toBe(phraseBook.handling[0]);
  await open(form);
  await form.find('.phrases').trigger('keydown', { key: '2' });
  expect(value.value).toBe(phraseBook.handling[0]);
  expect(form.text()).toContain('放不下，处理情况最多 8 个字。');
  form.unmount();
});

test('what stands in the field becomes a phrase of the account, is changed, deleted and brought back', async () => {
  const { form, value, heard } = formWith(' 已电话告知。 ');
  await open(form);
  await button(form, '把现在的文字存为常用语').trigger('click');
  expect(phrases(form).at(-1)).toBe('已电话告知。');
  expect(form.text()).toContain('已在常用语里');

  await form.find('button[aria-label="修改“已电话告知。”"]').trigger('click');
  const words = form.find<HTMLInputElement>('input[aria-label="修改常用语"]');
  await words.setValue('已电话告知当事人。');
  await words.trigger('keydown', { key: 'Enter' });
  await flushPromises();
  expect(phrases(form).at(-1)).toBe('已电话告知当事人。');

  await form.find(`button[aria-label="删除“${phraseBook.handling[0]}”"]`).trigger('click');
  expect(phrases(form)).not.toContain(phraseBook.handling[0]);
  await button(form, '撤销').trigger('click');
  expect(phrases(form)).toEqual([...phraseBook.handling, '已电话告知当事人。']);

  expect(value.value).toBe(' 已电话告知。 ');
  expect(heard).toEqual({ changes: 0, inputs: 0, submits: 0, escapes: 0 });
  form.unmount();
  await flushPromises();
  expect(JSON.parse(kept['phrases.handling'] ?? '')).toEqual([...phraseBook.handling, '已电话告知当事人。']);
});

test('Esc leaves what is being changed, then the phrases, and never the form; not while pinyin is being composed', async () => {
  const { form, heard } = formWith('');
  await open(form);
  await form.find(`button[aria-label="修改“${phraseBook.handling[0]}”"]`).trigger('click');
  const words = form.find('input[aria-label="修改常用语"]');
  await words.trigger('keydown', { key: 'Escape', isComposing: true });
  expect(form.find('input[aria-label="修改常用语"]').exists()).toBe(true);
  await form.find('.phrases').trigger('keydown', { key: 'Escape' });
  expect(form.find('input[aria-label="修改常用语"]').exists()).toBe(false);
  await form.find('.phrases').trigger('keydown', { key: 'Escape' });
  expect(form.find('.phrases').exists()).toBe(false);
  expect(document.activeElement?.getAttribute('aria-label')).toBe('处理情况常用语');
  // The input method's own, on which every form keeps still by itself.
  expect(heard.escapes).toBe(1);
  form.unmount();
});

test('what is kept stays within the bound of a preference, and no phrase to begin with says what the decision is', () => {
  expect(JSON.stringify(Array<string>(mostPhrases).fill('字'.repeat(longestPhrase))).length).toBeLessThan(20_000);
  for (const phrase of Object.values(phraseBook).flat()) expect(phrase).not.toMatch(/同意|通过|不予|合格|未发现问题/);
});
