import sharp, { type Sharp } from 'sharp';
import { FileRefusal } from './file-refusal.ts';

export type ImageKind = 'jpeg' | 'png' | 'webp' | 'tiff' | 'gif';

/** A page of A3 at 600 dots an inch and a half more; what a telephone takes is a quarter of it. */
const mostPixels = 100_000_000;

/** What every picture is read with: nothing that is declared is believed, and half a picture is none. */
const reading = { limitInputPixels: mostPixels, failOn: 'error' } as const;

/**
 * The same picture written anew: turned as its camera said, without EXIF, GPS, XMP, comments, previews, profiles and
 * whatever else was behind it in the file. Throws FileRefusal for what is no picture of its kind.
 */
export async function cleanImage(content: Uint8Array, kind: ImageKind): Promise<Uint8Array> {
  try {
    const { format, width, height, pages = 1 } = await sharp(content, reading).metadata();
    if (format !== kind) throw new FileRefusal('The picture is damaged. Save it again and send that.');
    if (width * height > mostPixels) throw tooManyPixels();
    if (kind === 'tiff' && pages > 1) {
      throw new FileRefusal(
        `The TIFF has ${pages} pages. Save it as a PDF, or send each page as a file of its own.`,
      );
    }
    if (kind === 'webp' && pages > 1) throw new FileRefusal('The picture moves. Save a still picture of it.');
    const picture = sharp(content, { ...reading, animated: kind === 'gif' });
    return await write(kind === 'gif' ? picture : picture.autoOrient(), kind);
  } catch (error) {
    if (error instanceof FileRefusal) throw error;
    if (error instanceof Error && /pixel limit/i.test(error.message)) throw tooManyPixels();
    throw new FileRefusal('The picture is damaged. Save it again and send that.');
  }
}

const tooManyPixels = () =>
  new FileRefusal('The picture has more than 100 million points. Save it at a lower resolution.');

/** Colours are brought to sRGB, so that nothing depends on the profile that goes. */
function write(picture: Sharp, kind: ImageKind): Promise<Uint8Array> {
  switch (kind) {
    case 'jpeg':
      return picture.jpeg({ quality: 92, chromaSubsampling: '4:4:4' }).toBuffer();
    case 'png':
      return picture.png().toBuffer();
    case 'webp':
      return picture.webp({ quality: 92 }).toBuffer();
    case 'tiff':
      return picture.tiff({ compression: 'deflate' }).toBuffer();
    case 'gif':
      return picture.gif().toBuffer();
  }
}

/**
 * A JPEG without its APP1 to APP13 and comment segments, its picture untouched: for pictures inside a PDF, where the
 * PDF says how the colours are meant. Adobe's segment (APP14) says how they are stored and stays. What cannot be
 * followed is given back as it is.
 */
export function stripJpegSegments(content: Uint8Array): Uint8Array {
  if (content[0] !== 0xff || content[1] !== 0xd8) return content;
  const kept: Uint8Array[] = [content.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= content.length && content[at] === 0xff) {
    const marker = content[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xda) {
      kept.push(content.subarray(at));
      return Buffer.concat(kept);
    }
    const length = ((content[at + 2] ?? 0) << 8) | (content[at + 3] ?? 0);
    if (length < 2 || at + 2 + length > content.length) return content;
    const isTold = (marker >= 0xe1 && marker <= 0xed) || marker === 0xef || marker === 0xfe;
    if (!isTold) kept.push(content.subarray(at, at + 2 + length));
    at += 2 + length;
  }
  return content;
}
