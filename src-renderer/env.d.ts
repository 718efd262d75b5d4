// ESLint's type information does not know .vue files; vue-tsc does and ignores this.
declare module '*.vue' {
  import type { DefineComponent } from 'vue';
  const component: DefineComponent<object, object, unknown>;
  export default component;
}
declare module '*.css';
/** Made at the build (build/licences.ts): what is shipped, and the texts of its licences. */
declare module 'virtual:licences' {
  export interface Licences {
    readonly packages: readonly {
      readonly name: string;
      readonly version: string;
      /** As the package names it: 「MIT」. */
      readonly licence: string;
      /** Place in `texts`; null where the package has no text with it. */
      readonly text: number | null;
    }[];
    readonly texts: readonly string[];
  }
  export const licences: Licences;
}
