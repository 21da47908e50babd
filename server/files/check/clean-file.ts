import type { FileKind } from '#server/domain/evidence/file-kinds.rules.ts';
import { cleanImage } from './clean-image.ts';
import { cleanOoxml } from './clean-ooxml.ts';
import { cleanOpenDocument } from './clean-opendocument.ts';
import { recogniseFile } from './recognise-file.ts';

/**
 * Says what a file is and gives it back without what it says of its makers. Everything is written anew: nothing that
 * hides before, between or behind what was understood is kept. Throws FileRefusal.
 */
export async function cleanFile(content: Uint8Array): Promise<{ kind: FileKind; content: Uint8Array }> {
  const found = await recogniseFile(content);
  switch (found.kind) {
    case 'pdf': {
      // Large to load, and needed for this kind only.
      const { cleanPdf } = await import('./clean-pdf.ts');
      return { kind: found.kind, content: await cleanPdf(content) };
    }
    case 'docx':
    case 'xlsx':
    case 'pptx':
      return { kind: found.kind, content: await cleanOoxml(found.parts) };
    case 'odt':
    case 'ods':
    case 'odp':
      return { kind: found.kind, content: await cleanOpenDocument(found.parts) };
    case 'jpeg':
    case 'png':
    case 'webp':
    case 'tiff':
      return { kind: found.kind, content: await cleanImage(content, found.kind) };
  }
}
