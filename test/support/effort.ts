/**
 * How much work something is, without a clock on the wall: the processor's time of this thread alone, and only compared with
 * other work of the same run, so that neither a slow machine nor a busy one changes the answer.
 */

/** Measured for so long, µs: some systems count the processor's time in steps of ten thousand. */
const longEnough = 100_000;

const spentSince = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.threadCpuUsage(before);
  return user + system;
};

/** The processor's time that `run` takes, µs: as often as it takes to measure it, after once to warm up. */
export function effortOf(run: () => void): number {
  run();
  const before = process.threadCpuUsage();
  let runs = 0;
  do {
    run();
    runs += 1;
  } while (spentSince(before) < longEnough);
  return spentSince(before) / runs;
}

/**
 * How many times the work grows where its size grows `times` times: about as many where it is in proportion, their square
 * where each part is compared with every other. `run` is given the sizes `size` and `size * times`.
 */
export function growth(run: (size: number) => void, size: number, times: number): number {
  const small = effortOf(() => run(size));
  return effortOf(() => run(size * times)) / small;
}
