import type { FileKind } from '#server/domain/evidence/file-kinds.rules.ts';
import type { RemovedContent } from '#server/domain/evidence/removed-content.rules.ts';
import { cleanImage } from './clean-image.ts';
import { cleanOoxml } from './clean-ooxml.ts';
import { recogniseFile } from './recognise-file.ts';

export interface CleanedFile {
  kind: FileKind;
  content: Uint8Array;
  /** What was taken out that a reader may want to know of. */
  removed: RemovedContent[];
}

/**
 * Says what a file is and gives it back without what it says of its makers, and without what would fetch, run or open
 * something else. Everything is written anew: nothing that hides before, between or behind what was understood is
 * kept. Throws FileRefusal.
 */
export async function cleanFile(content: Uint8Array): Promise<CleanedFile> {
  const found = await recogniseFile(content);
  const removed = new Set<RemovedContent>();
  const clean = async (): Promise<Uint8Array> => {
    switch (found.kind) {
      case 'pdf': {
        // Large to load, and needed for this kind only.
        const { cleanPdf } = await import('./clean-pdf.ts');
        return cleanPdf(content, removed);
      }
      case 'docx':
      case 'xlsx':
      case 'pptx':
        return cleanOoxml(found.parts, removed);
      case 'jpeg':
      case 'png':
      case 'webp':
        return cleanImage(content, found.kind);
    }
  };
  const cleaned = await clean();
  return { kind: found.kind, content: cleaned, removed: [...removed] };
}
