import eslint from '@eslint/js';
import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';
import { wallsPlugin } from './build/lint/walls.ts';

/** Constructs that the project does without, each with the reason. */
const unwanted = [
  {
    selector: 'ExportDefaultDeclaration',
    message: 'Named exports only: a thing has one name wherever it is used.',
  },
  {
    selector: "CallExpression[callee.name='cpSync'], CallExpression[callee.property.name='cpSync']",
    message: 'cpSync ends the process on some paths with non-ASCII characters on Windows; copy file by file.',
  },
];
const noServer = {
  selector:
    'CallExpression[callee.name=/^create(Secure)?Server$/], CallExpression[callee.property.name=/^create(Secure)?Server$/]',
  message: 'The core opens no server; a shell does.',
};

export default tseslint.config(
  { ignores: ['out/', 'dist/', 'node_modules/', 'test-results/', 'playwright-report/', 'coverage/', 'migrations/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  vue.configs['flat/essential'],
  {
    files: ['**/*.ts', '**/*.vue'],
    languageOptions: {
      parserOptions: {
        parser: tseslint.parser,
        project: ['./tsconfig.shared.json', './tsconfig.node.json', './tsconfig.web.json', './tsconfig.test.json'],
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      // TypeScript itself knows which names exist.
      'no-undef': 'off',
      // An interface may ask for a promise where this implementation has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/ban-ts-comment': 'error',
      // With noUncheckedIndexedAccess an index inside its bounds needs one sign that says so; a test of it would hide that.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // `void | Promise<void>`: whoever implements it may answer at once or later.
      '@typescript-eslint/no-invalid-void-type': 'off',
      // Taking a text apart by code points is meant, here where characters are Chinese.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // Objects here are closures without `this`; their functions may be taken out.
      '@typescript-eslint/unbound-method': 'off',
      // Chinese typesetting uses the full-width blank on purpose, in texts and in patterns that look for it.
      'no-irregular-whitespace': ['error', { skipStrings: true, skipTemplates: true, skipRegExps: true }],
    },
  },
  {
    files: ['**/*.vue'],
    rules: {
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/no-v-html': 'error',
      'no-irregular-whitespace': 'off',
      'vue/no-irregular-whitespace': ['error', { skipStrings: true, skipTemplates: true, skipHTMLTextContents: true }],
      'vue/require-explicit-emits': 'error',
      'vue/no-unused-refs': 'error',
      'vue/no-undef-properties': 'error',
      // Page components are named by what they show; single words such as 工作台's are fine.
      'vue/multi-word-component-names': 'off',
    },
  },
  { files: ['src-*/**/*.ts', 'src-*/**/*.vue'], plugins: { house: wallsPlugin }, rules: { 'house/walls': 'error' } },
  // A page has none of these; the types of Node, which come with Vite's, let them pass where a variable was forgotten.
  {
    files: ['src-renderer/**/*.ts', 'src-renderer/**/*.vue', 'src-shared/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', 'exports', 'module', 'require', 'process', 'Buffer', 'global'] },
  },
  { files: ['**/*.ts', '**/*.js', '**/*.mjs'], rules: { 'no-restricted-syntax': ['error', ...unwanted] } },
  { files: ['src-main/core/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...unwanted, noServer] } },
  // It gives up after a second, however slow the machine.
  {
    files: ['test/**/*.ts'],
    ignores: ['test/support/eventually.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'vi',
          property: 'waitFor',
          message: 'Wait with eventually() of test/support: it fails only where it never comes.',
        },
      ],
    },
  },
  // Tools that read a configuration file want its default export; a .vue file's type declaration has one.
  {
    files: ['**/*.config.ts', '**/*.config.js', '**/*.d.ts', 'test/**/fixtures/**/*.ts', 'test/e2e/run-folder.ts'],
    rules: { 'no-restricted-syntax': ['error', ...unwanted.slice(1)] },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    ...tseslint.configs.disableTypeChecked,
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    languageOptions: {
      // What Node 24, which runs both these files and this configuration, has.
      globals: Object.fromEntries(Object.getOwnPropertyNames(globalThis).map((name) => [name, 'readonly'])),
    },
    rules: {
      'no-redeclare': ['error', { builtinGlobals: false }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowConstructorOnly: true }],
    },
  },
);
