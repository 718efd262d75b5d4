/** A watch over the places in streams that a PC asks for. */
import type { PlatformTransport } from '#core/environment.ts';

/** The same place may be asked for so often within so many ms: whoever is led in a circle must notice it. */
const mostTimes = 8;
const within = 5000;

/** The same line; nobody hammers the platform with questions for one place. `now` in ms. */
export function watchPlaces(
  transport: PlatformTransport,
  now: () => number,
  problem: (words: string) => void,
): PlatformTransport {
  const times = new Map<string, number[]>();
  return {
    exchange(url, request) {
      if (request.path.startsWith('/v1/changes')) {
        const place = request.path.replace(/&limit=\d+/, '');
        const recent = (times.get(place) ?? []).filter((at) => at > now() - within);
        recent.push(now());
        times.set(place, recent);
        if (recent.length > mostTimes) problem(`asked ${mostTimes} times within 5 s for the same place`);
      }
      return transport.exchange(url, request);
    },
  };
}
