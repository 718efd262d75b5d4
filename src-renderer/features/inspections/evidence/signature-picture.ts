import { boxOf, drawStrokes, type Stroke } from './strokes.ts';

/** Twice as fine as the screen's px: sharp on paper. */
const fineness = 2;

/** The signature as a PNG on white, cut to what was written. */
export async function signaturePicture(strokes: readonly Stroke[]): Promise<Blob> {
  const box = boxOf(strokes);
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(box.width * fineness);
  canvas.height = Math.ceil(box.height * fineness);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas for the signature');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.setTransform(fineness, 0, 0, fineness, -box.left * fineness, -box.top * fineness);
  drawStrokes(context, strokes);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('signature not encoded'))), 'image/png');
  });
}
