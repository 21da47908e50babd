import {
  EncryptedPDFError,
  ParseSpeeds,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFInvalidObject,
  PDFName,
  PDFObject,
  PDFRawStream,
  PDFRef,
  PDFStream,
  PDFString,
} from '@cantoo/pdf-lib';
import { type RemovedContent, isSafeAddress } from '#server/domain/evidence/removed-content.rules.ts';
import { removeJpegSegments } from './sanitise-pictures.ts';
import { FileRefusal } from './file-refusal.ts';

const damaged = 'The PDF is damaged. Save or print it again and send that.';

/**
 * The same pages without what else a PDF can carry: who made it with what, XMP, earlier versions of it, scripts and
 * actions, forms of XFA, files, films and sounds inside, addresses that are not plain links, signatures (they would no
 * longer hold), and the names and times of those who commented. The file is written anew from what its pages reach, so
 * that nothing lies between. `removed` learns what a reader may want to know of. Throws FileRefusal.
 */
export async function sanitisePdf(
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
  const stripped = removeJpegSegments(object.contents);
  if (stripped === object.contents) return { object, replaced: null };
  const replaced = PDFRawStream.of(object.dict, stripped);
  return { object: replaced, replaced };
}

/** The text of a name, its #-spelled letters read; "" for anything else. */
const readName = (object: PDFObject | undefined): string =>
  object instanceof PDFName ? object.decodeText() : '';

const of = (text: string) => PDFName.of(text);
const lookUp = (dict: PDFDict, key: string) => dict.lookup(of(key));

function keepOnly(dict: PDFDict, keys: ReadonlySet<string>): void {
  for (const key of dict.keys()) if (!keys.has(key.decodeText())) dict.delete(key);
}

const empty = (dict: PDFDict) => keepOnly(dict, new Set());

/** Remarks, marks, links and fields of a form. Others bring a file, a sound, a film or a program. */
const plainAnnotations = new Set(
  'Text Link FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Stamp Caret Ink Popup Widget Watermark PrinterMark TrapNet Redact'.split(
    ' ',
  ),
);
const foreignAnnotations = new Set(['FileAttachment', 'Sound', 'Movie', 'Screen', 'RichMedia', '3D']);
/** Actions that lead to a place: in the document, or on the web by a click. */
const harmlessActions = new Set(['GoTo', 'URI', 'Named']);
const plainTurns = new Set(['NextPage', 'PrevPage', 'FirstPage', 'LastPage', 'GoBack', 'GoForward']);
/** Names of actions that mean nothing else anywhere, so that they are found wherever they stand. */
const knownActions = new Set(
  'JavaScript Launch SubmitForm ImportData ResetForm GoToR GoToE GoToDp Rendition RichMediaExecute GoTo3DView SetState'.split(
    ' ',
  ),
);

const fromElsewhere =
  'The PDF fetches a part of itself from elsewhere. Print it into a new PDF and send that.';

/**
 * Takes out of one dictionary what a reader does not need and what would run, fetch or name somebody. A key means what
 * it says only in the company that it keeps: among the fonts of a page "A" or "AA" is the name of a font. Throws
 * FileRefusal for a stream whose content lies elsewhere.
 */
function cleanPdfDict(dict: PDFDict, isStream: boolean, removed: Set<RemovedContent>): void {
  const drop = (...keys: string[]) => {
    for (const key of keys) dict.delete(of(key));
  };
  if (isStream && ['F', 'FFilter', 'FDecodeParms'].some((key) => lookUp(dict, key) !== undefined)) {
    throw new FileRefusal(fromElsewhere);
  }
  const type = readName(lookUp(dict, 'Type'));
  const subtype = readName(lookUp(dict, 'Subtype'));
  if (isForeign(dict, isStream, type, subtype)) {
    removed.add(type === 'EmbeddedFile' || foreignAnnotations.has(subtype) ? 'files' : 'actions');
    return empty(dict);
  }
  dropMakers(dict, type, drop);
  // Pages of other files, pictures on a server, and profiles at an address.
  for (const key of ['Ref', 'OPI', 'DestOutputProfileRef']) {
    if (lookUp(dict, key) instanceof PDFDict && (isStream || key === 'DestOutputProfileRef')) drop(key);
  }
  dropFiles(dict, type, removed);
  if (isActions(lookUp(dict, 'AA'))) {
    removed.add('actions');
    drop('AA');
  }
  const forms = lookUp(dict, 'XFA');
  if (forms instanceof PDFStream || forms instanceof PDFArray) drop('XFA');
  if (readName(lookUp(dict, 'FT')) === 'Sig') drop('V', 'Lock', 'SV');
  if (dict.has(of('Rect')) && subtype !== '') {
    drop('AF', 'M', 'NM', 'CreationDate');
    // In a form field T is the field's own name; elsewhere it is who wrote the comment.
    if (subtype !== 'Widget') drop('T');
  }
  for (const key of ['A', 'PA', 'Next', 'OpenAction']) {
    if (!isHarmful(lookUp(dict, key))) continue;
    removed.add('actions');
    drop(key);
  }
}

/** Makers, times, previews, and what programs keep for themselves. */
function dropMakers(dict: PDFDict, type: string, drop: (...keys: string[]) => void): void {
  const metadata = lookUp(dict, 'Metadata');
  if (metadata instanceof PDFStream && isMetadata(metadata)) drop('Metadata');
  const pieces = lookUp(dict, 'PieceInfo');
  if (pieces instanceof PDFDict && !pieces.has(of('Type'))) drop('PieceInfo');
  if (type === 'Page') drop('Thumb', 'LastModified');
}

function dropFiles(dict: PDFDict, type: string, removed: Set<RemovedContent>): void {
  for (const key of ['EmbeddedFiles', 'JavaScript', 'Renditions', 'AlternatePresentations']) {
    if (isTree(lookUp(dict, key))) dict.delete(of(key));
  }
  const attached = lookUp(dict, 'AF');
  if (attached instanceof PDFArray || (attached instanceof PDFDict && !attached.has(of('Subtype')))) {
    dict.delete(of('AF'));
  }
  if (dict.has(of('EF')) && (dict.has(of('F')) || dict.has(of('UF')) || type === 'Filespec')) {
    removed.add('files');
    dict.delete(of('EF'));
    dict.delete(of('RF'));
  }
}

/** Whether a whole dictionary is a program, an action that runs, or a foreign thing, wherever it hangs. */
function isForeign(dict: PDFDict, isStream: boolean, type: string, subtype: string): boolean {
  if (
    type === 'EmbeddedFile' ||
    (isStream && (subtype === 'PS' || readName(lookUp(dict, 'Subtype2')) === 'PS'))
  ) {
    return true;
  }
  if (!isStream && /^(Annot)?$/.test(type) && foreignAnnotations.has(subtype)) return true;
  if (type === 'Action' && !harmlessActions.has(readName(lookUp(dict, 'S')))) return true;
  return knownActions.has(readName(lookUp(dict, 'S')));
}

/** Takes annotations out of a list that are none of the plain ones. Lists of other things stay as they are. */
function dropForeignAnnotations(list: PDFArray, removed: Set<RemovedContent>): void {
  for (let index = list.size() - 1; index >= 0; index -= 1) {
    const one = list.lookup(index);
    if (!(one instanceof PDFDict) || !one.has(of('Rect'))) continue;
    const subtype = readName(one.lookup(of('Subtype')));
    // A field of a form without a place of its own has no such word.
    const isField = subtype === '' && (one.has(of('FT')) || one.has(of('Kids')));
    if (plainAnnotations.has(subtype) || isField) continue;
    list.remove(index);
    removed.add('files');
  }
}

const isMetadata = ({ dict }: PDFStream) =>
  readName(lookUp(dict, 'Type')) === 'Metadata' || readName(lookUp(dict, 'Subtype')) === 'XML';

/** A tree of names, as against a font or a picture that happens to be called so. */
const isTree = (object: PDFObject | undefined) =>
  object instanceof PDFDict && (object.has(of('Names')) || object.has(of('Kids')));

/** Actions at events, as against a font or a picture that happens to be called "AA". */
const isActions = (object: PDFObject | undefined) =>
  object instanceof PDFDict && !/^(Font|XObject|ExtGState|Pattern)$/.test(readName(lookUp(object, 'Type')));

/** Whether an action, or one in a row of them, does more than lead to a place. */
function isHarmful(object: PDFObject | undefined): boolean {
  if (object instanceof PDFArray) return object.asArray().some((_, index) => isHarmful(object.lookup(index)));
  if (!(object instanceof PDFDict)) return false;
  const kind = lookUp(object, 'S');
  if (!(kind instanceof PDFName)) return false;
  if (!harmlessActions.has(kind.decodeText())) return true;
  if (kind.decodeText() === 'Named') return !plainTurns.has(readName(lookUp(object, 'N')));
  if (kind.decodeText() !== 'URI') return false;
  const address = lookUp(object, 'URI');
  if (!(address instanceof PDFString || address instanceof PDFHexString)) return true;
  const text = address.decodeText().trim();
  return !isSafeAddress(text) && !/^www\./i.test(text);
}
