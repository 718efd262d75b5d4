/** A core that answers only what a test says; anything else that is asked fails the test. */
import { type CoreClient, installCore } from '#app/app/core-client.ts';

type Answers = {
  [Domain in keyof CoreClient]?: {
    [Name in keyof CoreClient[Domain]]?: CoreClient[Domain][Name] extends (
      input: infer Input,
    ) => PromiseLike<infer Output>
      ? (input: Input) => Promise<Output> | Output
      : never;
  };
};

export function installFakeCore(answers: Answers): void {
  const domain = (name: string, procedures: Record<string, unknown> = {}) =>
    new Proxy(procedures, {
      get(target, procedure: string) {
        const answer = target[procedure] as ((input: unknown) => unknown) | undefined;
        return (input: unknown) =>
          answer
            ? Promise.resolve().then(() => answer(input))
            : Promise.reject(new Error(`unexpected call of ${name}.${procedure}`));
      },
    });
  installCore(
    new Proxy({} as CoreClient, {
      get: (_target, name: string) => domain(name, answers[name as keyof CoreClient]),
    }),
  );
}
