/** For tools that read .ts files without knowing .vue (ESLint); vue-tsc resolves the real component instead. */
declare module '*.vue' {
  import type { DefineComponent } from 'vue';

  const component: DefineComponent;
  export default component;
}
