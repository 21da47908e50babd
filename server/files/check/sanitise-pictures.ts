import sharp from 'sharp';
import { FileRefusal } from './file-refusal.ts';
import { getEnding } from './ooxml/package-parts.ts';

type PictureKind = 'jpeg' | 'png' | 'gif';

/** A page of A3 at 600 dots an inch and a half more; what a telephone takes is a quarter of it. */
const mostPixels = 100_000_000;

/** What every picture is read with: nothing that is declared is believed, and half a picture is none. */
const reading = { limitInputPixels: mostPixels, failOn: 'error' } as const;

const damaged = () => new FileRefusal('The picture is damaged. Save it again and send that.');
const tooManyPixels = () =>
  new FileRefusal('The picture has more than 100 million points. Save it at a lower resolution.');

/**
 * The same picture written anew: turned as its camera said, without EXIF, GPS, XMP, comments, previews, profiles and
 * whatever else was behind it in the file. Throws FileRefusal for what is no picture of its kind.
 */
export async function sanitisePicture(content: Uint8Array, kind: PictureKind): Promise<Uint8Array> {
  try {
    const { format, width, height } = await sharp(content, reading).metadata();
    if (format !== kind) throw damaged();
    if (width * height > mostPixels) throw tooManyPixels();
    return await write(content, kind);
  } catch (error) {
    if (error instanceof FileRefusal) throw error;
    if (error instanceof Error && /pixel limit/i.test(error.message)) throw tooManyPixels();
    throw damaged();
  }
}

/** Colours are brought to sRGB, so that nothing depends on the profile that goes. */
function write(content: Uint8Array, kind: PictureKind): Promise<Uint8Array> {
  if (kind === 'gif')
    return sharp(content, { ...reading, animated: true })
      .gif()
      .toBuffer();
  const picture = sharp(content, reading).autoOrient();
  return (
    kind === 'png' ? picture.png() : picture.jpeg({ quality: 92, chromaSubsampling: '4:4:4' })
  ).toBuffer();
}

/**
 * A JPEG without its APP1 to APP13 and comment segments, its picture untouched: for pictures inside a PDF, where the
 * PDF says how the colours are meant. Adobe's segment (APP14) says how they are stored and stays. What cannot be
 * followed is given back as it is.
 */
export function removeJpegSegments(content: Uint8Array): Uint8Array {
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

/** The kinds of pictures in documents that are written anew, by the ending of the part. */
const pictureKinds: Record<string, PictureKind> = {
  jpg: 'jpeg',
  jpeg: 'jpeg',
  jfif: 'jpeg',
  png: 'png',
  gif: 'gif',
};

/** Pictures that are kept as they are, by what stands at a place in them. */
const marks: Record<string, [at: number, mark: string[]]> = {
  emf: [40, ['20454d46']],
  wmf: [0, ['d7cdc69a', '01000900', '02000900']],
  emz: [0, ['1f8b']],
  wmz: [0, ['1f8b']],
  bmp: [0, ['424d']],
  wdp: [0, ['4949bc']],
};

/** Programs and other things that no document needs, by how they begin. */
const programs: number[][] = [
  [0x4d, 0x5a],
  [0x7f, 0x45, 0x4c, 0x46],
  [0x23, 0x21],
  [0xca, 0xfe, 0xba, 0xbe],
  [0xcf, 0xfa, 0xed, 0xfe],
];

const badPicture =
  'A picture in the document is damaged or too large. Take it out, or send the document as a PDF.';

/**
 * Cleans the pictures in a document, and refuses parts that are programs. A picture that cannot be read is left out
 * of the document by the program that opens it, and refused here.
 */
export async function sanitisePictures(parts: Map<string, Uint8Array>): Promise<void> {
  for (const [name, content] of parts) {
    if (
      programs.some((start) => content.length > 32 && start.every((byte, index) => content[index] === byte))
    ) {
      throw new FileRefusal('The document holds a program. Remove it and save the document again.');
    }
    const kind = pictureKinds[getEnding(name)];
    if (!hasItsMark(name, content)) throw new FileRefusal(badPicture);
    if (kind && content.length > 0) parts.set(name, await cleanInner(content, kind));
  }
}

function hasItsMark(name: string, content: Uint8Array): boolean {
  const [at, known] = marks[getEnding(name)] ?? [0, ['']];
  const found = Buffer.from(content.subarray(at, at + 4)).toString('hex');
  return known.some((one) => found.startsWith(one));
}

async function cleanInner(content: Uint8Array, kind: PictureKind): Promise<Uint8Array> {
  try {
    return await sanitisePicture(content, kind);
  } catch (error) {
    if (!(error instanceof FileRefusal)) throw error;
    throw new FileRefusal(badPicture);
  }
}
