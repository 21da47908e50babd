import { cleanImage, type ImageKind } from './clean-image.ts';
import { FileRefusal } from './file-refusal.ts';
import { cleanSvg } from './clean-svg.ts';
import { endingOf } from './ooxml/content-types.ts';

const imageKinds: Record<string, ImageKind> = {
  jpg: 'jpeg',
  jpeg: 'jpeg',
  jfif: 'jpeg',
  png: 'png',
  webp: 'webp',
  tif: 'tiff',
  tiff: 'tiff',
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

/**
 * Cleans the pictures in a document, and refuses parts that are programs. A picture that cannot be read is left out
 * of the document by the program that opens it, and refused here.
 */
export async function cleanPictures(parts: Map<string, Uint8Array>): Promise<void> {
  for (const [name, content] of parts) {
    if (
      programs.some((start) => content.length > 32 && start.every((byte, index) => content[index] === byte))
    ) {
      throw new FileRefusal('The document holds a program. Remove it and save the document again.');
    }
    const kind = imageKinds[endingOf(name)];
    if (!hasItsMark(name, content)) throw new FileRefusal(badPicture);
    if (kind && content.length > 0) parts.set(name, await cleanInner(content, kind));
    else if (endingOf(name) === 'svg') parts.set(name, cleanSvg(content));
  }
}

function hasItsMark(name: string, content: Uint8Array): boolean {
  const [at, known] = marks[endingOf(name)] ?? [0, ['']];
  const found = Buffer.from(content.subarray(at, at + 4)).toString('hex');
  return known.some((one) => found.startsWith(one));
}

const badPicture =
  'A picture in the document is damaged or too large. Take it out, or send the document as a PDF.';

async function cleanInner(content: Uint8Array, kind: ImageKind): Promise<Uint8Array> {
  try {
    return await cleanImage(content, kind);
  } catch (error) {
    if (!(error instanceof FileRefusal)) throw error;
    throw new FileRefusal(badPicture);
  }
}
