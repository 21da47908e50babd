import {
  EncryptedPDFError,
  ParseSpeeds,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFObject,
  PDFRawStream,
  PDFRef,
  PDFStream,
} from '@cantoo/pdf-lib';
import { stripJpegSegments } from './clean-image.ts';
import { FileRefusal } from './file-refusal.ts';

/**
 * The same pages without what else a PDF can carry: who made it with what, XMP, earlier versions of it, scripts and
 * actions that run by themselves, files and sounds inside, signatures (they would no longer hold), and the names and
 * times of those who commented. The file is written anew from what its pages reach, so that nothing lies between.
 * Throws FileRefusal.
 */
export async function cleanPdf(content: Uint8Array): Promise<Uint8Array> {
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
    const reached = cleanReachable(document);
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
    throw new FileRefusal('The PDF is damaged. Save or print it again and send that.');
  }
}

/** Walks everything that the document reaches, cleaning each dictionary before what hangs on it is followed. */
function cleanReachable({ context }: PDFDocument): Set<PDFRef> {
  const reached = new Set<PDFRef>();
  const seen = new Set<PDFObject>();
  const open: (PDFObject | undefined)[] = [context.trailerInfo.Root];
  while (open.length > 0) {
    const object = open.pop();
    if (object instanceof PDFRef) {
      if (reached.has(object)) continue;
      reached.add(object);
      const cleaned = cleanStream(context.lookup(object));
      if (cleaned.replaced) context.assign(object, cleaned.replaced);
      open.push(cleaned.object);
      continue;
    }
    if (!object || seen.has(object)) continue;
    seen.add(object);
    const dict = object instanceof PDFStream ? object.dict : object;
    if (dict instanceof PDFDict) {
      cleanDict(dict);
      for (const [, value] of dict.entries()) open.push(value);
    } else if (dict instanceof PDFArray) open.push(...dict.asArray());
  }
  return reached;
}

const name = (text: string) => PDFName.of(text);
const textOf = (object: PDFObject | undefined) => (object instanceof PDFName ? object.decodeText() : '');

/** A photograph inside a PDF is a whole JPEG, with the place where it was taken. */
function cleanStream(object: PDFObject | undefined): {
  object: PDFObject | undefined;
  replaced: PDFRawStream | null;
} {
  if (!(object instanceof PDFRawStream)) return { object, replaced: null };
  const filter = object.dict.lookup(name('Filter'));
  const only = filter instanceof PDFArray && filter.size() === 1 ? filter.lookup(0) : filter;
  if (textOf(only) !== 'DCTDecode') return { object, replaced: null };
  const stripped = stripJpegSegments(object.contents);
  if (stripped === object.contents) return { object, replaced: null };
  const replaced = PDFRawStream.of(object.dict, stripped);
  return { object: replaced, replaced };
}

/** Annotations that bring a file, a sound, a film or a program. */
const foreignAnnotations = new Set(['FileAttachment', 'Sound', 'Movie', 'Screen', 'RichMedia', '3D']);
/** Actions that only lead somewhere. Everything else runs, sends or opens something. */
const harmlessActions = new Set(['GoTo', 'URI', 'Named', 'SetOCGState', 'Hide', 'Trans']);

/**
 * Takes what is listed above out of one dictionary. A key means what it says only in the company that it keeps: among
 * the fonts of a page "A" or "AA" is the name of a font.
 */
function cleanDict(dict: PDFDict): void {
  const drop = (...keys: string[]) => {
    for (const key of keys) dict.delete(name(key));
  };
  const type = textOf(dict.lookup(name('Type')));
  const subtype = textOf(dict.lookup(name('Subtype')));
  const at = (key: string) => {
    const value = dict.lookup(name(key));
    return value instanceof PDFDict ? value : null;
  };
  const metadata = dict.lookup(name('Metadata'));
  if (metadata instanceof PDFStream && isMetadata(metadata)) drop('Metadata');
  if (at('PieceInfo') && !at('PieceInfo')?.has(name('Type'))) drop('PieceInfo');
  if (type === 'Catalog') drop('OpenAction', 'AF', 'Collection', 'Perms', 'Legal', 'SpiderInfo', 'DSS', 'AA');
  if (type === 'Page') drop('Thumb', 'LastModified', 'AA', 'AF');
  if (type === 'Catalog' || dict.has(name('EmbeddedFiles')) || dict.has(name('JavaScript'))) {
    for (const names of [at('Names'), dict]) {
      for (const key of ['EmbeddedFiles', 'JavaScript', 'Renditions', 'AlternatePresentations']) {
        if (isTree(names?.lookup(name(key)))) names?.delete(name(key));
      }
    }
  }
  if (dict.has(name('EF')) && (dict.has(name('F')) || dict.has(name('UF')) || type === 'Filespec'))
    drop('EF', 'RF');
  if (dict.has(name('XFA')) && dict.has(name('Fields'))) drop('XFA', 'SigFlags');
  if (textOf(dict.lookup(name('FT'))) === 'Sig') drop('V', 'Lock', 'SV');
  if (dict.has(name('Rect')) && subtype !== '') cleanAnnotation(dict, subtype, drop);
  if (dict.has(name('FT')) || dict.has(name('Kids'))) drop('AA');
  for (const key of ['A', 'PA', 'Next']) if (isHarmful(dict.lookup(name(key)))) drop(key);
  const annotations = dict.lookup(name('Annots'));
  if (annotations instanceof PDFArray) dropForeign(annotations);
}

function cleanAnnotation(dict: PDFDict, subtype: string, drop: (...keys: string[]) => void): void {
  drop('AA', 'AF', 'M', 'NM', 'CreationDate');
  // In a form field T is the field's own name; elsewhere it is who wrote the comment.
  if (subtype !== 'Widget') drop('T');
}

function dropForeign(annotations: PDFArray): void {
  for (let index = annotations.size() - 1; index >= 0; index -= 1) {
    const annotation = annotations.lookup(index);
    const isForeign =
      annotation instanceof PDFDict && foreignAnnotations.has(textOf(annotation.lookup(name('Subtype'))));
    if (isForeign) annotations.remove(index);
  }
}

const isMetadata = ({ dict }: PDFStream) =>
  textOf(dict.lookup(name('Type'))) === 'Metadata' || textOf(dict.lookup(name('Subtype'))) === 'XML';

/** A tree of names, as against a font or a picture that happens to be called so. */
const isTree = (object: PDFObject | undefined) =>
  object instanceof PDFDict && (object.has(name('Names')) || object.has(name('Kids')));

function isHarmful(object: PDFObject | undefined): boolean {
  if (object instanceof PDFArray) return object.asArray().some((_, index) => isHarmful(object.lookup(index)));
  if (!(object instanceof PDFDict)) return false;
  const kind = object.lookup(name('S'));
  if (!(kind instanceof PDFName)) return false;
  const isAction = textOf(object.lookup(name('Type'))) === 'Action' || !object.has(name('Type'));
  if (!isAction) return false;
  if (kind.decodeText() !== 'URI') return !harmlessActions.has(kind.decodeText());
  const address = object.lookup(name('URI'));
  return /^\s*(javascript|data|file|vbscript):/i.test(String(address).replace(/^[(<]/, ''));
}
