/** A picture in memory, and how large one is. */

/** px of a file, points of a place on paper. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** RGBA */
  readonly data: Uint8ClampedArray;
}
