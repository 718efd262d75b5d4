/** The walls as lint holds them, over text that need not stand in a file. */
import { resolve } from 'node:path';
import { ESLint } from 'eslint';
import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';
import { wallsPlugin } from '../../../build/lint/walls.ts';

export const root = resolve(import.meta.dirname, '../../..');

/** Only the walls, without type information, so that a file need not exist. */
const linter = new ESLint({
  cwd: root,
  overrideConfigFile: true,
  ignore: false,
  overrideConfig: [
    {
      files: ['**/*.ts', '**/*.vue'],
      plugins: { house: wallsPlugin },
      rules: { 'house/walls': 'error' },
    },
    ...vue.configs['flat/base'],
    { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } },
    { files: ['**/*.vue'], languageOptions: { parserOptions: { parser: tseslint.parser } } },
  ],
});

/** What lint says about one file with this text: rule and words of what is broken, or what could not be read. */
export const lint = async (file: string, text: string): Promise<string[]> => {
  const code = file.endsWith('.vue')
    ? `<script setup lang="ts">\n${text}\n</script>\n<template><p /></template>\n`
    : text;
  const results = await linter.lintText(code, { filePath: resolve(root, file) });
  return results.flatMap((result) =>
    result.messages.map(({ ruleId, message }) => `${ruleId ?? 'unreadable'}: ${message}`),
  );
};
