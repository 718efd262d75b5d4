/** A signature as strokes of points, so that the last one can be taken back and the picture is sharp on any screen. */
export interface StrokePoint {
  readonly x: number;
  readonly y: number;
}
export type Stroke = readonly StrokePoint[];

/** px; a tap or a slip of the hand is no signature. */
const shortest = 40;

/** How long the pen travelled, px. */
export function lengthOf(strokes: readonly Stroke[]): number {
  let sum = 0;
  for (const stroke of strokes)
    for (let index = 1; index < stroke.length; index += 1) {
      const [one, other] = [stroke[index - 1], stroke[index]];
      if (one && other) sum += Math.hypot(other.x - one.x, other.y - one.y);
    }
  return sum;
}

export const isEmptySignature = (strokes: readonly Stroke[]): boolean => lengthOf(strokes) < shortest;

/** Draws on a canvas whose transform is set; curves through the middles of the points. */
export function drawStrokes(context: CanvasRenderingContext2D, strokes: readonly Stroke[]): void {
  context.lineWidth = 3;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.strokeStyle = '#14171c';
  for (const stroke of strokes) {
    const [first, ...rest] = stroke;
    if (!first) continue;
    context.beginPath();
    context.moveTo(first.x, first.y);
    if (rest.length === 0) context.lineTo(first.x + 0.1, first.y);
    let before = first;
    for (const point of rest) {
      context.quadraticCurveTo(before.x, before.y, (before.x + point.x) / 2, (before.y + point.y) / 2);
      before = point;
    }
    context.lineTo(before.x, before.y);
    context.stroke();
  }
}

/** The smallest box around all strokes, with a margin, px. */
export function boxOf(strokes: readonly Stroke[], margin = 12) {
  const points = strokes.flat();
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const left = Math.min(...xs) - margin;
  const top = Math.min(...ys) - margin;
  return { left, top, width: Math.max(...xs) + margin - left, height: Math.max(...ys) + margin - top };
}
