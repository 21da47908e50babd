import { cleanImage, type ImageKind } from './clean-image.ts';
import { FileRefusal } from './file-refusal.ts';
import { readXml, writeXml } from './xml-part.ts';

const imageKinds: Record<string, ImageKind> = {
  jpg: 'jpeg',
  jpeg: 'jpeg',
  png: 'png',
  webp: 'webp',
  tif: 'tiff',
  tiff: 'tiff',
  gif: 'gif',
};

const endingOf = (name: string) => /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';

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
    if (kind && content.length > 0) parts.set(name, await cleanInner(content, kind));
    else if (endingOf(name) === 'svg') parts.set(name, writeXml(cleanSvg(readXml(content))));
  }
}

async function cleanInner(content: Uint8Array, kind: ImageKind): Promise<Uint8Array> {
  try {
    return await cleanImage(content, kind);
  } catch (error) {
    if (!(error instanceof FileRefusal)) throw error;
    throw new FileRefusal(
      'A picture in the document is damaged or too large. Take it out, or send the document as a PDF.',
    );
  }
}

/** Drawings keep their shapes and lose what was written about them. */
function cleanSvg(text: string): string {
  if (/<script|<foreignObject|\son\w+\s*=|javascript:/i.test(text)) {
    throw new FileRefusal(
      'A drawing in the document holds a program. Take it out, or send the document as a PDF.',
    );
  }
  return text
    .replace(/<metadata\b[\s\S]*?<\/metadata>/gi, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\s(?:sodipodi|inkscape):[\w-]+\s*=\s*(?:"[^"]*"|'[^']*')/g, '');
}
