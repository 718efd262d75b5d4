import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type IdleWatch, watchIdle } from '../../../src-main/browser/idle.ts';

let busy: boolean | Error;
let ended: number;
let watch: IdleWatch;
beforeEach(() => {
  vi.useFakeTimers();
  busy = false;
  ended = 0;
  watch = watchIdle({
    milliseconds: 30_000,
    isBusy: async () => {
      if (busy instanceof Error) throw busy;
      return busy;
    },
    onIdle: () => {
      ended += 1;
    },
  });
});
afterEach(() => vi.useRealTimers());
const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);

describe('a shell that nobody looks at', () => {
  it('ends 30 s after its last page went', async () => {
    watch.note({ streams: 1, calls: 0 });
    watch.note({ streams: 0, calls: 0 });
    await seconds(29);
    expect(ended).toBe(0);
    await seconds(2);
    expect(ended).toBe(1);
    await seconds(120);
    expect(ended).toBe(1);
  });

  it('stays while no page has come yet', async () => {
    watch.note({ streams: 0, calls: 1 });
    watch.note({ streams: 0, calls: 0 });
    await seconds(600);
    expect(ended).toBe(0);
  });

  it('stays when the page comes back, as after a reload', async () => {
    watch.note({ streams: 1, calls: 0 });
    watch.note({ streams: 0, calls: 0 });
    await seconds(20);
    watch.note({ streams: 1, calls: 0 });
    await seconds(600);
    expect(ended).toBe(0);
  });

  it('stays while a call is under way', async () => {
    watch.note({ streams: 1, calls: 1 });
    watch.note({ streams: 0, calls: 1 });
    await seconds(600);
    expect(ended).toBe(0);
    watch.note({ streams: 0, calls: 0 });
    await seconds(31);
    expect(ended).toBe(1);
  });

  it.each([true, new Error('the core did not say')])(
    'never ends while work is being sent, or may be (%s)',
    async (answer) => {
      busy = answer;
      watch.note({ streams: 1, calls: 0 });
      watch.note({ streams: 0, calls: 0 });
      await seconds(600);
      expect(ended).toBe(0);
      busy = false;
      await seconds(31);
      expect(ended).toBe(1);
    },
  );
});
