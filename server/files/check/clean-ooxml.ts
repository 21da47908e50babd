import { cleanPictures } from './clean-parts.ts';
import { FileRefusal } from './file-refusal.ts';
import { macros } from './recognise-file.ts';
import { readAttribute, readXml, setAttribute, writeXml } from './xml-part.ts';
import { readZip, writeZip } from './zip-archive.ts';

/** A chart in a document carries its own workbook; nothing carries more than that. */
const deepest = 2;

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const packageTypes = 'http://schemas.openxmlformats.org/package/2006';
const officeTypes = 'http://schemas.openxmlformats.org/officeDocument/2006';

/** What stands in the place of the properties of a document. */
const blank: [pattern: RegExp, xml: string][] = [
  [
    /^docprops\/core\.xml$/i,
    `<cp:coreProperties xmlns:cp="${packageTypes}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>`,
  ],
  [/^docprops\/app\.xml$/i, `<Properties xmlns="${officeTypes}/extended-properties"/>`],
  [/^docprops\/custom\.xml$/i, `<Properties xmlns="${officeTypes}/custom-properties"/>`],
  // Data that fields of the document were filled from; the fields keep what they show.
  [/^customxml\/item\d+\.xml$/i, '<empty/>'],
];

/**
 * A Word, Excel or PowerPoint file without its properties, thumbnail, names of those who wrote, commented and changed
 * it, paths of the machine that it was made on, and what its pictures say of themselves. Text, comments and figures
 * stay. Throws FileRefusal for macros, embedded programs, and content that would be fetched from elsewhere.
 */
export async function cleanOoxml(parts: Map<string, Uint8Array>, depth = 0): Promise<Uint8Array> {
  refuseForeign(parts);
  const cleaned = new Map<string, Uint8Array>();
  for (const [name, content] of parts) {
    if (isLeftOut(name)) continue;
    cleaned.set(name, await cleanPart(name, content, depth));
  }
  await cleanPictures(cleaned);
  return writeZip(cleaned);
}

function refuseForeign(parts: Map<string, Uint8Array>): void {
  for (const [name, content] of parts) {
    if (/vbaproject|vbadata|macrosheets\/|(^|\/)activex\/|customui\//i.test(name))
      throw new FileRefusal(macros);
    // Objects of other programs, and printers' settings apart: those are only read by printers.
    if (/\.bin$/i.test(name) && !/printersettings\d*\.bin$/i.test(name)) {
      throw new FileRefusal(
        'The document holds an object of another program. Take it out, or send it as a PDF.',
      );
    }
    if (/\.(exe|dll|js|vbs|bat|cmd|ps1|html?|hta|jar|lnk|scr|msi)$/i.test(name)) {
      throw new FileRefusal('The document holds a program. Remove it and save the document again.');
    }
    if (/^\[content_types\]\.xml$/i.test(name) && /macroEnabled|vbaProject/i.test(readXml(content))) {
      throw new FileRefusal(macros);
    }
  }
}

/** Previews of the first page, and lists of people. Their relationships are dropped with them. */
const isLeftOut = (name: string) =>
  /^docprops\/thumbnail\.|^_xmlsignatures\/|^docprops\/.*\.(emf|wmf|jpe?g|png)$/i.test(name);

async function cleanPart(name: string, content: Uint8Array, depth: number): Promise<Uint8Array> {
  const blanked = blank.find(([pattern]) => pattern.test(name));
  if (blanked) return writeXml(xmlHead + blanked[1]);
  if (/(^|\/)embeddings\//i.test(name)) return cleanEmbedded(content, depth);
  if (/\.rels$/i.test(name)) return writeXml(cleanRelationships(readXml(content)));
  if (!/\.(xml|vml)$/i.test(name)) return content;
  return writeXml(cleanXml(name, readXml(content)));
}

async function cleanEmbedded(content: Uint8Array, depth: number): Promise<Uint8Array> {
  const isPackage = content[0] === 0x50 && content[1] === 0x4b;
  if (!isPackage || depth >= deepest) {
    throw new FileRefusal('The document holds another file. Take it out, or send it as a PDF.');
  }
  const parts = readZip(content);
  if (!parts.has('[Content_Types].xml')) {
    throw new FileRefusal('The document holds another file. Take it out, or send it as a PDF.');
  }
  return cleanOoxml(parts, depth + 1);
}

/** Relationships of these kinds are followed by a click only. */
const followedByClick = /\/(hyperlink|externalLinkPath|xlPathMissing|xlStartup)$/i;

function cleanRelationships(text: string): string {
  return text.replace(/<(?:\w+:)?Relationship\b[^>]*>/g, (tag) => {
    const type = readAttribute(tag, 'Type') ?? '';
    const target = readAttribute(tag, 'Target') ?? '';
    if (/\/(thumbnail|digital-signature\/(origin|signature))$/i.test(type)) return '';
    if ((readAttribute(tag, 'TargetMode') ?? '').toLowerCase() !== 'external') return tag;
    const isWeb = /^https?:/i.test(target);
    if (followedByClick.test(type)) {
      if (/^\s*(javascript|vbscript|data):/i.test(target)) return setAttribute(tag, 'Target', 'about:blank');
      return isWeb || /^(mailto|#)/i.test(target) ? tag : setAttribute(tag, 'Target', lastOfPath(target));
    }
    // A template is named by the path on the machine of whoever wrote the document.
    if (!isWeb && /\/attachedTemplate$/i.test(type)) return setAttribute(tag, 'Target', 'Normal.dotm');
    throw new FileRefusal(
      'The document fetches something from elsewhere when it is opened. Put it into the document, or send a PDF.',
    );
  });
}

const lastOfPath = (path: string) => path.split(/[\\/]/).at(-1) ?? '';

/** Who wrote, in the parts and attributes where Office programs keep it. */
function cleanXml(name: string, text: string): string {
  const folder = name.toLowerCase();
  if (folder.startsWith('word/')) {
    return text
      .replace(/(\sw(?:15|16\w*)?:(?:author|userId|providerId)=)(?:"[^"]*"|'[^']*')/g, '$1"Author"')
      .replace(/(\sw:initials=)(?:"[^"]*"|'[^']*')/g, '$1"A"')
      .replace(/<w:docVar\b[^>]*\/>/g, '');
  }
  if (folder.startsWith('xl/')) {
    return text
      .replace(/(<(?:\w+:)?author>)[^<]*(<\/)/g, '$1Author$2')
      .replace(/<(?:\w+:)?absPath\b[^>]*\/>/g, '')
      .replace(
        /(\s(?:displayName|userId|providerId|userName|lastSavedByUser)=)(?:"[^"]*"|'[^']*')/g,
        (found, head: string) =>
          /persons\/|revisions\/|workbook\.xml$|users/.test(folder) ? `${head}"Author"` : found,
      );
  }
  if (folder.startsWith('ppt/') && /author/.test(folder)) {
    return text
      .replace(/(\s(?:name|userId|providerId)=)(?:"[^"]*"|'[^']*')/g, '$1"Author"')
      .replace(/(\sinitials=)(?:"[^"]*"|'[^']*')/g, '$1"A"');
  }
  return text;
}
