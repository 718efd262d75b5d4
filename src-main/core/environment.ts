/**
 * What the core takes from the world. Everything that a simulation must hold in its hand comes in here: time, chance and
 * the wire. Nothing in the core reads a clock, draws a number or opens a socket by another way.
 */
export interface Clock {
  /** Local wall clock, ms since 1970; may jump. For showing and recording, never for order. */
  now(): number;
  /** Monotonic ms; for waiting and measuring. */
  monotonic(): number;
  /** ms since the PC was started, those included in which it slept; absent: `monotonic` counts those as well. */
  sinceBoot?(): number;
  /** Calls once after `milliseconds`; the returned function cancels. */
  after(milliseconds: number, run: () => void): () => void;
}

export interface Chance {
  /** In [0, 1). */
  number(): number;
  uuid(): string;
  bytes(length: number): Uint8Array;
}

export interface PlatformRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'HEAD';
  /** Path and query below the platform's address, beginning with `/v1/`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Without any answer for this long, the exchange counts as timed out. */
  readonly timeoutMilliseconds: number;
  readonly signal?: AbortSignal;
  /** The body of a 206 is wanted as bytes, not as text: the content of a file. */
  readonly binary?: boolean;
}

/** What came back, uninterpreted; or why nothing did. */
export type PlatformAnswer =
  | {
      readonly came: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
      /** Only of a 206 to a request for bytes; `body` is empty then. */
      readonly bytes?: Uint8Array;
    }
  | {
      readonly came: 'nothing';
      /** `offline` no network; `unreachable` refused or no route; `timeout`; `cut` the connection broke after the request had left; `certificate`. */
      readonly why: 'offline' | 'unreachable' | 'timeout' | 'cut' | 'certificate' | 'aborted';
      readonly detail: string;
    };

/** One exchange with the platform. Never throws for what the network does. */
export interface PlatformTransport {
  exchange(baseUrl: string, request: PlatformRequest): Promise<PlatformAnswer>;
}

export interface Logger {
  /** Facts for support, in Chinese where a technician reads them; never a payload, never an identity number. */
  info(event: string, facts?: Record<string, unknown>): void;
  warn(event: string, facts?: Record<string, unknown>): void;
  error(event: string, error: unknown, facts?: Record<string, unknown>): void;
}

export interface Environment {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly transport: PlatformTransport;
  readonly log: Logger;
}
