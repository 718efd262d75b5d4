/** A bad line between client and platform, on real sockets: it cuts, stalls, delays, corrupts, and drops answers. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Chance } from '#core/environment.ts';

/** What happens to a piece of the stream. `drop`: swallowed, and the connection ends. `stall`: nothing comes through any more. */
export const lineFaults = ['cut', 'stall', 'delay', 'corrupt', 'drop'] as const;
export type LineFault = (typeof lineFaults)[number];
/**
 * What happens next is taken in turn, so that a run of any length has its share of each; when it happens is chance. A stall
 * costs the client its whole patience, so it is the rarest.
 */
const inTurn: readonly LineFault[] = [
  'cut',
  'delay',
  'corrupt',
  'stall',
  'drop',
  'cut',
  'corrupt',
  'delay',
  'drop',
  'corrupt',
];

/** Where in an exchange of operations the client is to die. */
export const sendingMoments = [
  'requestHeld',
  'requestHalf',
  'requestGone',
  'answerHeld',
  'answerHalf',
  'answerGone',
] as const;
export type SendingMoment = (typeof sendingMoments)[number];

/** Requests in whose exchange a client may be killed: the beginning of each. */
export type Call = 'POST /v1/operations' | 'PUT /v1/attachments';

/** A part of a file on its way to the platform; offsets in bytes. */
export interface PartSeen {
  readonly start: number;
  readonly end: number;
  /** The place where the platform stands, by the last answer about this file that went all the way to a client. */
  readonly told: number;
}

export interface TcpProxy {
  readonly url: string;
  /** Share of pieces, 0 to 1, to which something happens. */
  setFaults(rate: number): void;
  /** Calls once, at that moment of the next such request but `skip`; null: never. */
  atSending(moment: SendingMoment | null, strike: () => void, call?: Call, skip?: number): void;
  /** Every part of a file that a client sent, in order. */
  readonly parts: readonly PartSeen[];
  /** How often each fault has happened. */
  readonly done: Readonly<Record<LineFault, number>>;
  close(): Promise<void>;
}

/** Listens on a free port of 127.0.0.1 and passes everything on to `targetPort` there. */
export async function startTcpProxy(targetPort: number, chance: Chance): Promise<TcpProxy> {
  let rate = 0;
  let trap: { moment: SendingMoment; strike: () => void; call: Call; skip: number } | null = null;
  const parts: PartSeen[] = [];
  const told = new Map<string, number>();
  const done: Record<LineFault, number> = { cut: 0, stall: 0, delay: 0, corrupt: 0, drop: 0 };
  let happened = 0;
  const sockets = new Set<Socket>();

  const drawFault = (): LineFault | null => {
    if (chance.number() >= rate) return null;
    const fault = inTurn[happened % inTurn.length] ?? 'cut';
    happened += 1;
    done[fault] += 1;
    return fault;
  };
  const spring = (moment: SendingMoment): boolean => {
    if (trap?.moment !== moment) return false;
    const { strike } = trap;
    trap = null;
    strike();
    return true;
  };

  const isSet = (moment: SendingMoment): boolean => trap?.moment === moment;

  const server = createServer((client) => {
    const upstream = connect(targetPort, '127.0.0.1');
    let isWatched = false;
    let asked = '';
    const end = (): void => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      // A broken connection is what this line is for; the other half goes with it.
      socket.on('error', end).on('close', () => {
        sockets.delete(socket);
        end();
      });
    }

    /** Passes one direction on, in order, until something happens to it. */
    const carry = (from: Socket, to: Socket, sending: (piece: Buffer) => Buffer | null): void => {
      let tail: Promise<void> = Promise.resolve();
      let stalled = false;
      const isOver = (): boolean => to.destroyed;
      from.on('data', (piece: Buffer) => {
        tail = tail.then(async () => {
          if (stalled || isOver()) return;
          const fault = drawFault();
          if (fault === 'delay') await new Promise<void>((resolve) => setTimeout(resolve, 5 + chance.number() * 100));
          if (fault === 'stall') stalled = true;
          if (fault === 'drop') end();
          if (fault === 'stall' || isOver()) return;
          const passed = sending(fault === 'corrupt' ? corrupted(piece, chance) : piece);
          if (fault === 'cut') to.write((passed ?? piece).subarray(0, Math.floor(chance.number() * piece.length)), end);
          else if (passed) to.write(passed);
        });
      });
    };
    carry(client, upstream, (piece) => {
      const text = piece.toString('latin1');
      const [, method, file] = /^(HEAD|PUT) \/v1\/attachments\/([0-9a-f]{64})/.exec(text) ?? [];
      if (file !== undefined) asked = file;
      const [, start, end] = (method === 'PUT' && /content-range: bytes (\d+)-(\d+)/i.exec(text)) || [];
      if (start !== undefined) parts.push({ start: Number(start), end: Number(end), told: told.get(asked) ?? 0 });
      if (!piece.includes(trap?.call ?? 'POST /v1/operations')) return piece;
      if (trap && trap.skip > 0) {
        trap.skip -= 1;
        return piece;
      }
      isWatched = true;
      if (spring('requestHeld')) return null;
      if (isSet('requestHalf')) {
        upstream.write(piece.subarray(0, piece.length >> 1), () => spring('requestHalf'));
        return null;
      }
      if (isSet('requestGone')) {
        upstream.write(piece, () => spring('requestGone'));
        return null;
      }
      return piece;
    });
    carry(upstream, client, (piece) => {
      const place = /^upload-offset: (\d+)/im.exec(piece.toString('latin1'))?.[1];
      const passes = () => {
        if (place !== undefined) told.set(asked, Number(place));
        return piece;
      };
      if (!isWatched) return passes();
      isWatched = false;
      if (spring('answerHeld')) return null;
      if (isSet('answerHalf')) {
        client.write(piece.subarray(0, piece.length >> 1), () => spring('answerHalf'));
        return null;
      }
      if (isSet('answerGone')) {
        // The client is at its work of writing down what came.
        client.write(passes(), () => setTimeout(() => spring('answerGone'), chance.number() * 8));
        return null;
      }
      return passes();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setFaults(share) {
      rate = share;
    },
    atSending(moment, strike, call = 'POST /v1/operations', skip = 0) {
      trap = moment === null ? null : { moment, strike, call, skip };
    },
    parts,
    done,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Up to three bytes come out different, wherever they stand: start line, headers or body. */
function corrupted(piece: Buffer, chance: Chance): Buffer {
  const copy = Buffer.from(piece);
  for (let count = 1 + Math.floor(chance.number() * 3); count > 0; count -= 1) {
    const at = Math.floor(chance.number() * copy.length);
    copy[at] = copy[at]! ^ (1 << Math.floor(chance.number() * 8));
  }
  return copy;
}
