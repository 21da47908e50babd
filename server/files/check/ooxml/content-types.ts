import { FileRefusal } from '../file-refusal.ts';
import { rewriteXml } from '../xml-rewrite.ts';

/** Said of every program inside a document. */
export const macros =
  'The document holds macros (programs). Save it without them: as .docx, .xlsx or .pptx, or as a PDF.';
export const anotherFile = 'The document holds another file. Take it out, or send it as a PDF.';

const contentTypesName = /^\[content_types\]\.xml$/i;
const program = /macro|vba|activex|dialogsheet|attachedtoolbars|customui/i;

/** What a part may be by its ending, and the content types that may go with it. Everything else is another file. */
const endings: [ending: RegExp, contentType: RegExp][] = [
  [
    /^(xml|vml|rels)$/,
    /^(application|text)\/xml$|^application\/vnd\.(openxmlformats|ms)-[\w.-]+\+xml$|^application\/vnd\.openxmlformats-officedocument\.vmlDrawing$|^application\/[\w.-]*inkml\+xml$/i,
  ],
  [/^(jpe?g|jfif|png|gif|tiff?|bmp|webp|svg|emf|wmf|emz|wmz|wdp)$/, /^image\//i],
  // Settings of a printer, which are left out.
  [/^bin$/, /^application\/vnd\.openxmlformats-officedocument\.\w+\.(printerSettings|customProperty)$/i],
  [/^(odttf|fntdata)$/, /obfuscatedFont|fontdata|font\/|ms-opentype/i],
  [
    /^(docx|xlsx|pptx|sldx)$/,
    /^application\/vnd\.openxmlformats-officedocument\.(spreadsheetml\.sheet|wordprocessingml\.document|presentationml\.(presentation|slide))$/i,
  ],
];

export const endingOf = (name: string) => /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';

/** Two names of parts that mean the same have one key: capitals do not count, and "%64" is "d". */
export function keyOf(name: string): string {
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
export function readContentTypes(parts: ReadonlyMap<string, Uint8Array>): ContentTypes {
  const byEnding = new Map<string, string>();
  const byName = new Map<string, string>();
  const list = [...parts].find(([name]) => contentTypesName.test(name))?.[1];
  if (list) {
    rewriteXml(list, {
      open({ local, attributes }) {
        const read = (name: string) => attributes.find((one) => one.name === name)?.value.trim() ?? '';
        const type = read('ContentType');
        if (program.test(type)) throw new FileRefusal(macros);
        const [into, key] =
          local === 'Default'
            ? [byEnding, read('Extension').toLowerCase()]
            : local === 'Override'
              ? [byName, keyOf(read('PartName'))]
              : [null, ''];
        if (into?.has(key)) throw new FileRefusal(anotherFile);
        into?.set(key, type);
        return 'keep';
      },
    });
  }
  const typeOf: ContentTypes = (name) => byName.get(keyOf(name)) ?? byEnding.get(endingOf(name)) ?? '';
  const known = new Set<string>();
  for (const name of parts.keys()) {
    if (contentTypesName.test(name)) continue;
    refusePart(name, typeOf(name));
    if (known.has(keyOf(name))) throw new FileRefusal(anotherFile);
    known.add(keyOf(name));
  }
  return typeOf;
}

function refusePart(name: string, contentType: string): void {
  if (/vbaproject|vbadata|macrosheets\/|dialogsheets\/|(^|\/)activex\/|customui\//i.test(name)) {
    throw new FileRefusal(macros);
  }
  const ending = endingOf(name);
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
  const agreeing = endings.find(([form]) => form.test(ending));
  const fits = agreeing && (contentType === '' || agreeing[1].test(contentType));
  if (!fits) throw new FileRefusal(anotherFile);
}

/** The list of content types without the parts that are left out. */
export function rewriteContentTypes(content: Uint8Array, isKept: (key: string) => boolean): Uint8Array {
  return rewriteXml(content, {
    open({ local, attributes }) {
      if (local !== 'Override') return 'keep';
      return isKept(keyOf(attributes.find((one) => one.name === 'PartName')?.value ?? '')) ? 'keep' : 'drop';
    },
  });
}
