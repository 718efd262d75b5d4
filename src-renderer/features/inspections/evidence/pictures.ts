/** Pictures: whether a file is one, and small copies of it for the screen. */

/** The platform takes no larger file (sync interface, attachments). */
export const largestPhotoBytes = 50 * 1024 * 1024;
/** px of the longer side of a small copy. */
const thumbnailSize = 200;

export type PictureCheck =
  | { readonly ok: true; readonly thumbnail: string }
  /** Why not, for the person: reads after the name of the file. */
  | { readonly ok: false; readonly why: string };

/** Reads a file as a picture; anything else is told, never kept. */
export async function checkPicture(file: Blob): Promise<PictureCheck> {
  if (file.size === 0) return { ok: false, why: '是空文件（0 字节）' };
  if (file.size > largestPhotoBytes)
    return { ok: false, why: `有 ${Math.round(file.size / 1024 / 1024)} MB，超过平台接收的 50 MB，请缩小后再加` };
  try {
    return { ok: true, thumbnail: await smallCopy(file) };
  } catch (error) {
    // What the browser cannot decode is no picture that anybody could look at later.
    if (error instanceof DOMException) return { ok: false, why: '不是能打开的照片' };
    throw error;
  }
}

/** A JPEG of the picture as an address that an <img> can show. Throws a DOMException for what is no picture. */
export async function smallCopy(file: Blob, size = thumbnailSize): Promise<string> {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, size / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d');
  if (!context) throw new DOMException('no canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas.toDataURL('image/jpeg', 0.8);
}
