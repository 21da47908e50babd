import {
  EncryptedPDFError,
  ParseSpeeds,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFInvalidObject,
  PDFName,
  PDFObject,
  PDFRawStream,
  PDFRef,
  PDFStream,
} from '@cantoo/pdf-lib';
import type { RemovedContent } from '#server/domain/evidence/removed-content.rules.ts';
import { stripJpegSegments } from './clean-image.ts';
import { FileRefusal } from './file-refusal.ts';
import { cleanPdfDict, dropForeignAnnotations, keepOnly, readName } from './pdf/clean-dict.ts';

const damaged = 'The PDF is damaged. Save or print it again and send that.';

/**
 * The same pages without what else a PDF can carry: who made it with what, XMP, earlier versions of it, scripts and
 * actions, forms of XFA, files, films and sounds inside, addresses that are not plain links, signatures (they would no
 * longer hold), and the names and times of those who commented. The file is written anew from what its pages reach, so
 * that nothing lies between. `removed` learns what a reader may want to know of. Throws FileRefusal.
 */
export async function cleanPdf(
  content: Uint8Array,
  removed: Set<RemovedContent> = new Set(),
): Promise<Uint8Array> {
  try {
    const document = await PDFDocument.load(content, {
      updateMetadata: false,
      parseSpeed: ParseSpeeds.Fastest,
      throwOnInvalidObject: false,
    });
    if (document.getPageCount() === 0) throw new FileRefusal('The PDF has no pages.');
    const { context } = document;
    delete context.trailerInfo.Info;
    delete context.trailerInfo.ID;
    cleanRoots(document, removed);
    const reached = cleanReachable(document, removed);
    for (const [ref] of context.enumerateIndirectObjects()) {
      if (!reached.has(ref)) context.delete(ref);
    }
    return await document.save({ rewrite: true, addDefaultPage: false, updateFieldAppearances: false });
  } catch (error) {
    if (error instanceof FileRefusal) throw error;
    if (error instanceof EncryptedPDFError) {
      throw new FileRefusal(
        'The PDF is protected with a password. Save it without one, or print it into a new PDF.',
      );
    }
    throw new FileRefusal(damaged);
  }
}

/** What the whole document and a page may say of themselves; everything else goes, whatever it is. */
const catalogKeys = new Set(
  'Type Version Pages PageLabels Names Dests ViewerPreferences PageLayout PageMode Outlines Threads AcroForm StructTreeRoot MarkInfo Lang OCProperties OutputIntents'.split(
    ' ',
  ),
);
const pageKeys = new Set(
  'Type Parent Resources MediaBox CropBox BleedBox TrimBox ArtBox BoxColorInfo Contents Rotate Group Annots StructParents Tabs UserUnit Dur Trans B VP'.split(
    ' ',
  ),
);
const formKeys = new Set(['Fields', 'NeedAppearances', 'DR', 'DA', 'Q', 'SigFlags']);

function cleanRoots(document: PDFDocument, removed: Set<RemovedContent>): void {
  const { catalog } = document;
  const at = (key: string) => {
    const value = catalog.lookup(PDFName.of(key));
    return value instanceof PDFDict ? value : null;
  };
  const form = at('AcroForm');
  if (form?.has(PDFName.of('XFA')) && String(catalog.lookup(PDFName.of('NeedsRendering'))) === 'true') {
    throw new FileRefusal(
      'The PDF is a form that shows itself in Adobe Reader only. Open it there, print it into a new PDF and send that.',
    );
  }
  // A place to begin with is nothing that a reader misses; anything more is.
  const first = catalog.lookup(PDFName.of('OpenAction'));
  const opens =
    first instanceof PDFDict &&
    (readName(first.lookup(PDFName.of('S'))) !== 'GoTo' || first.has(PDFName.of('Next')));
  if (opens || catalog.has(PDFName.of('AA')) || form?.has(PDFName.of('XFA'))) removed.add('actions');
  const names = at('Names');
  if (names?.has(PDFName.of('JavaScript'))) removed.add('actions');
  if (names?.has(PDFName.of('EmbeddedFiles')) || catalog.has(PDFName.of('Collection'))) removed.add('files');
  keepOnly(catalog, catalogKeys);
  if (names) keepOnly(names, new Set(['Dests']));
  if (form) {
    keepOnly(form, formKeys);
    form.delete(PDFName.of('SigFlags'));
  }
  for (const { node } of document.getPages()) {
    if (node.has(PDFName.of('AA'))) removed.add('actions');
    keepOnly(node, pageKeys);
  }
}

/** Walks everything that the document reaches, cleaning each dictionary before what hangs on it is followed. */
function cleanReachable({ context }: PDFDocument, removed: Set<RemovedContent>): Set<PDFRef> {
  const reached = new Set<PDFRef>();
  const seen = new Set<PDFObject>();
  const open: (PDFObject | undefined)[] = [context.trailerInfo.Root];
  while (open.length > 0) {
    const object = open.pop();
    if (object instanceof PDFRef) {
      if (reached.has(object)) continue;
      reached.add(object);
      const found = context.lookup(object);
      // What was not understood would be copied as it came, and another program may understand it.
      if (found instanceof PDFInvalidObject) throw new FileRefusal(damaged);
      const cleaned = cleanStream(found);
      if (cleaned.replaced) context.assign(object, cleaned.replaced);
      open.push(cleaned.object);
      continue;
    }
    if (!object || seen.has(object)) continue;
    seen.add(object);
    const dict = object instanceof PDFStream ? object.dict : object;
    if (dict instanceof PDFDict) {
      cleanPdfDict(dict, object instanceof PDFStream, removed);
      for (const [, value] of dict.entries()) open.push(value);
    } else if (dict instanceof PDFArray) {
      dropForeignAnnotations(dict, removed);
      open.push(...dict.asArray());
    }
  }
  return reached;
}

/** A photograph inside a PDF is a whole JPEG, with the place where it was taken. */
function cleanStream(object: PDFObject | undefined): {
  object: PDFObject | undefined;
  replaced: PDFRawStream | null;
} {
  if (!(object instanceof PDFRawStream)) return { object, replaced: null };
  const filter = object.dict.lookup(PDFName.of('Filter'));
  const only = filter instanceof PDFArray && filter.size() === 1 ? filter.lookup(0) : filter;
  if (readName(only) !== 'DCTDecode') return { object, replaced: null };
  const stripped = stripJpegSegments(object.contents);
  if (stripped === object.contents) return { object, replaced: null };
  const replaced = PDFRawStream.of(object.dict, stripped);
  return { object: replaced, replaced };
}
