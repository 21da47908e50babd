import { isSafeAddress } from '#server/domain/evidence/removed-content.rules.ts';
import { FileRefusal } from '../file-refusal.ts';
import { sanitiseXml } from '../xml-rewrite.ts';

/** Said of every program inside a document. */
export const macros =
  'The document holds macros (programs). Save it without them: as .docx or .xlsx, or as a PDF.';
export const anotherFile = 'The document holds another file. Take it out, or send it as a PDF.';

const contentTypesName = /^\[content_types\]\.xml$/i;
const program = /macro|vba|activex|dialogsheet|attachedtoolbars|customui/i;

/** What a part may be by its ending, and the content types that may go with it. Everything else is another file. */
const endings: [ending: RegExp, contentType: RegExp][] = [
  [
    /^(xml|vml|rels)$/,
    /^(application|text)\/xml$|^application\/vnd\.(openxmlformats|ms)-[\w.-]+\+xml$|^application\/vnd\.openxmlformats-officedocument\.vmlDrawing$|^application\/[\w.-]*inkml\+xml$/i,
  ],
  [/^(jpe?g|jfif|png|gif|bmp|svg|emf|wmf|emz|wmz|wdp)$/, /^image\//i],
  // Settings of a printer, which are left out.
  [/^bin$/, /^application\/vnd\.openxmlformats-officedocument\.\w+\.(printerSettings|customProperty)$/i],
  [/^odttf$/, /obfuscatedFont|font\//i],
  [
    /^(docx|xlsx)$/,
    /^application\/vnd\.openxmlformats-officedocument\.(spreadsheetml\.sheet|wordprocessingml\.document)$/i,
  ],
];

export const getEnding = (name: string) => /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';

/** Two names of parts that mean the same have one key: capitals do not count, and "%64" is "d". */
export function getPartKey(name: string): string {
  let plain = name;
  try {
    plain = decodeURIComponent(name);
  } catch {
    // A name with a lone % stands for itself.
  }
  return plain.replace(/^\//, '').normalize('NFC').toLowerCase();
}

/** The content type of each part, as Office programs find it: "" for none. */
export type ContentTypes = (name: string) => string;

/**
 * Reads the list of content types and holds every part against it: the type says how a part is read, so it has to
 * agree with the ending by which it is cleaned here. Throws FileRefusal for programs and foreign files.
 */
export function parseContentTypes(parts: ReadonlyMap<string, Uint8Array>): ContentTypes {
  const byEnding = new Map<string, string>();
  const byName = new Map<string, string>();
  const list = [...parts].find(([name]) => contentTypesName.test(name))?.[1];
  if (list) {
    sanitiseXml(list, {
      open({ local, attributes }) {
        const read = (name: string) => attributes.find((one) => one.name === name)?.value.trim() ?? '';
        const type = read('ContentType');
        if (program.test(type)) throw new FileRefusal(macros);
        const [into, key] =
          local === 'Default'
            ? [byEnding, read('Extension').toLowerCase()]
            : local === 'Override'
              ? [byName, getPartKey(read('PartName'))]
              : [null, ''];
        if (into?.has(key)) throw new FileRefusal(anotherFile);
        into?.set(key, type);
        return 'keep';
      },
    });
  }
  const typeOf: ContentTypes = (name) => byName.get(getPartKey(name)) ?? byEnding.get(getEnding(name)) ?? '';
  const known = new Set<string>();
  for (const name of parts.keys()) {
    if (contentTypesName.test(name)) continue;
    refusePart(name, typeOf(name));
    if (known.has(getPartKey(name))) throw new FileRefusal(anotherFile);
    known.add(getPartKey(name));
  }
  return typeOf;
}

function refusePart(name: string, contentType: string): void {
  if (/vbaproject|vbadata|macrosheets\/|dialogsheets\/|(^|\/)activex\/|customui\//i.test(name)) {
    throw new FileRefusal(macros);
  }
  const ending = getEnding(name);
  if (/^(exe|dll|js|vbs|bat|cmd|ps1|html?|hta|jar|lnk|scr|msi)$/.test(ending)) {
    throw new FileRefusal('The document holds a program. Remove it and save the document again.');
  }
  if (ending === 'bin' && !/printersettings\d*\.bin$|customproperty\d*\.bin$/i.test(name)) {
    throw new FileRefusal(
      'The document holds an object of another program. Take it out, or send it as a PDF.',
    );
  }
  if (/(^|\/)model\/item\.data$/i.test(name)) {
    throw new FileRefusal(
      'The workbook holds a data model. Paste the figures into a plain sheet as values, or send it as a PDF.',
    );
  }
  if (/^(mp[34g]|mpe?g|m4[av]|mov|avi|wmv|wma|wav|aiff?|midi?|asf|au)$/.test(ending)) {
    throw new FileRefusal('The document holds a film or a sound. Take it out, or send it as a PDF.');
  }
  if (/^(tiff?|webp)$/.test(ending)) {
    throw new FileRefusal(
      'The document holds a TIFF or WebP picture. Save it as JPEG or PNG in its place, or send the document as a PDF.',
    );
  }
  const agreeing = endings.find(([form]) => form.test(ending));
  const fits = agreeing && (contentType === '' || agreeing[1].test(contentType));
  if (!fits) throw new FileRefusal(anotherFile);
}

/** The list of content types without the parts that are left out. */
export function filterContentTypes(content: Uint8Array, isKept: (key: string) => boolean): Uint8Array {
  return sanitiseXml(content, {
    open({ local, attributes }) {
      if (local !== 'Override') return 'keep';
      return isKept(getPartKey(attributes.find((one) => one.name === 'PartName')?.value ?? ''))
        ? 'keep'
        : 'drop';
    },
  });
}

export interface Relationship {
  id: string;
  /** The last word of its type: the rest differs between the two editions of the standard. */
  type: string;
  target: string;
  isExternal: boolean;
  /** The part that it leads to, as a key; empty for one outside. */
  part: string;
}

/** Parts that a document can do without: what they lead to lies elsewhere, or is nobody's business. */
const leftOut =
  /^(calcchain|externallink(path)?|xlexternallinkpath|connections|querytable|volatiledependencies|xmlmaps|tablesinglecells|revisionheaders|revisionlog|usernames|customproperty|printersettings|webextension(taskpanes)?|keymapcustomizations|mailmerge\w*|recipientdata|thumbnail|origin|signature|certificate)$/i;
/** The same by content type, for parts that nothing leads to. */
const leftOutTypes =
  /\.(calcChain|externalLink|connections|queryTable|volatileDependencies|revisionHeaders|revisionLog|userNames|tableSingleCells|webextension|webextensiontaskpanes|keyMapCustomizations|mailMergeRecipientData)\+xml$|\.(printerSettings|customProperty)$/i;

/** Those of which the reader is told: the others hold nothing that a reader would miss. */
const ofOutsideData = /external|connections|query|volatile|xmlmaps|singlecells|mailmerge|recipient|webext/i;

const programs =
  /^(control|activexcontrol\w*|vbaproject|wordvbadata|xlmacrosheet|xlintlmacrosheet|dialogsheet|attachedtoolbars|extensibility|usercustomization)$/i;
const foreign = /^(afchunk|subdocument|transform)$/i;

/** Reads the relationships of a part. Throws FileRefusal for those that bring a program or a foreign document. */
export function parseRelationships(name: string, content: Uint8Array): Relationship[] {
  const found: Relationship[] = [];
  sanitiseXml(content, {
    open({ local, attributes }) {
      if (local !== 'Relationship') return 'keep';
      const read = (wanted: string) => attributes.find((one) => one.name === wanted)?.value.trim() ?? '';
      const type = read('Type').split('/').at(-1) ?? '';
      const target = read('Target');
      if (programs.test(type)) throw new FileRefusal(macros);
      if (foreign.test(type)) {
        throw new FileRefusal(
          'The document brings in another document when it is opened. Paste its text, or send a PDF.',
        );
      }
      const isExternal =
        read('TargetMode').toLowerCase() === 'external' || /^[a-z][a-z0-9+.-]*:|^[\\/]{2}|\\/i.test(target);
      found.push({
        id: read('Id'),
        type,
        target,
        isExternal,
        part: isExternal ? '' : resolve(name, target),
      });
      return 'keep';
    },
  });
  if (new Set(found.map(({ id }) => id)).size < found.length) {
    throw new FileRefusal('A part of the file is damaged. Save the file again and send that.');
  }
  return found;
}

/** The key of the part that a relationship leads to, from the name of the part that holds the relationships. */
function resolve(relationships: string, target: string): string {
  const folder = relationships.replace(/_rels\/[^/]*$/i, '');
  const path = target.startsWith('/') ? target : `${folder}${target}`;
  const steps: string[] = [];
  for (const step of getPartKey(path.replace(/[#?].*$/, '')).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

/** The name of the part to which a part of relationships belongs, as a key; "" for the whole package. */
export const getOwner = (relationships: string) =>
  getPartKey(relationships)
    .replace(/(^|\/)_rels\/([^/]*)\.rels$/, '$1$2')
    .replace(/^\//, '');

export const isLeftOutRelationship = ({ type }: Relationship) => leftOut.test(type);
export const isLeftOutType = (contentType: string) => leftOutTypes.test(contentType);
export const isOutsideData = ({ type }: Relationship) => ofOutsideData.test(type);
/** Links that only a click follows. */
export const isLink = ({ type }: Relationship) => /^hyperlink$/i.test(type);

/**
 * Writes the relationships anew. `keep` says which stay; links to places that are not safe lead to an empty page
 * instead, since the words of the link stay.
 */
export function sanitiseRelationships(content: Uint8Array, keep: (id: string) => boolean): Uint8Array {
  return sanitiseXml(content, {
    open(element) {
      if (element.local !== 'Relationship') return 'keep';
      // With a prefix they are other attributes, which nobody needs.
      element.attributes = element.attributes.filter(
        ({ name, local }) => name === local || name.startsWith('xmlns'),
      );
      const id = element.attributes.find((one) => one.name === 'Id')?.value.trim() ?? '';
      if (!keep(id)) return 'drop';
      const isExternal = element.attributes.some(
        ({ name, value }) => name === 'TargetMode' && value.trim().toLowerCase() === 'external',
      );
      for (const attribute of element.attributes) {
        if (isExternal && attribute.name === 'Target' && !isSafeAddress(attribute.value.trim())) {
          attribute.value = 'about:blank';
        }
      }
      return 'keep';
    },
  });
}
