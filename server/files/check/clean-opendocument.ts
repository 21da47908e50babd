import { cleanPictures } from './clean-parts.ts';
import { FileRefusal } from './file-refusal.ts';
import { macros } from './recognise-file.ts';
import { readXml, writeXml } from './xml-part.ts';
import { writeZip } from './zip-archive.ts';

const blankMeta =
  '<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"><office:meta/></office:document-meta>';

/**
 * An OpenDocument file without its properties, thumbnail, printer, names of those who wrote, commented and changed it,
 * and what its pictures say of themselves. Throws FileRefusal for macros, locked files, and content that would be
 * fetched from elsewhere.
 */
export async function cleanOpenDocument(parts: Map<string, Uint8Array>): Promise<Uint8Array> {
  const manifest = readXml(parts.get('META-INF/manifest.xml') ?? new Uint8Array());
  if (/encryption-data/i.test(manifest)) {
    throw new FileRefusal('The file is protected with a password. Save it without one.');
  }
  const cleaned = new Map<string, Uint8Array>();
  // The first part says what the file is, uncompressed, so that anybody can see it.
  cleaned.set('mimetype', parts.get('mimetype') ?? new Uint8Array());
  const leftOut: string[] = [];
  for (const [name, content] of parts) {
    refuseProgram(name);
    if (isLeftOut(name)) leftOut.push(name);
    else if (name !== 'mimetype') cleaned.set(name, cleanPart(name, content));
  }
  cleaned.set('META-INF/manifest.xml', writeXml(dropFromManifest(manifest, leftOut)));
  await cleanPictures(cleaned);
  return writeZip(cleaned, ['mimetype']);
}

function refuseProgram(name: string): void {
  // Programs that write documents add two empty lists even where there are no macros.
  if (/(^|\/)(basic|scripts|dialogs)\//i.test(name) && !/script-l[bc]\.xml$/i.test(name)) {
    throw new FileRefusal(macros);
  }
  const isObject = /^(object|objectreplacements)\b/i.test(name) || /\.(bin|ole)$/i.test(name);
  if (isObject && !/\.(xml|rdf|png|jpe?g|svg)$/i.test(name) && !/objectreplacements\//i.test(name)) {
    throw new FileRefusal(
      'The document holds an object of another program. Take it out, or send it as a PDF.',
    );
  }
}

const isLeftOut = (name: string) =>
  /^thumbnails\/|^meta-inf\/(documentsignatures|macrosignatures)\.xml$|^layout-cache$|(^|\/)(basic|dialogs)\//i.test(
    name,
  );

function cleanPart(name: string, content: Uint8Array): Uint8Array {
  if (/(^|\/)meta\.xml$/i.test(name)) return writeXml(blankMeta);
  if (!/\.(xml|rdf)$/i.test(name)) return content;
  const text = readXml(content);
  if (/(^|\/)(content|styles)\.xml$/i.test(name)) return writeXml(cleanContent(text));
  if (/(^|\/)settings\.xml$/i.test(name)) {
    return writeXml(
      text.replace(
        /(<config:config-item\b[^>]*config:name="(?:Printer\w*|CurrentDatabase\w*|RedlineProtectionKey)"[^>]*>)[^<]*(<\/)/g,
        '$1$2',
      ),
    );
  }
  return writeXml(text);
}

function cleanContent(text: string): string {
  // An empty list of scripts is written by habit.
  if (/vnd\.sun\.star\.script:|<script:event-listener\b|<office:script\s[^>]*>\s*<[^/]/i.test(text)) {
    throw new FileRefusal(macros);
  }
  if (
    /<(?:draw:image|draw:object|draw:object-ole|draw:plugin|draw:floating-frame)\b[^>]*xlink:href="(?:https?|ftp|file):/i.test(
      text,
    )
  ) {
    throw new FileRefusal(
      'The document fetches something from elsewhere when it is opened. Put it into the document, or send a PDF.',
    );
  }
  return text
    .replace(
      /(<(?:dc:creator|meta:creator-initials|loext:sender-initials|meta:initial-creator)>)[^<]*(<\/)/g,
      '$1Author$2',
    )
    .replace(
      /(<text:(?:author-name|author-initials|initial-creator|creator|editing-duration)\b[^>]*>)[^<]*(<\/)/g,
      '$1$2',
    )
    .replace(/(xlink:href=")(?:javascript|vbscript|data):[^"]*/gi, '$1about:blank')
    .replace(/(xlink:href=")file:[^"]*?([^"/\\]*)"/gi, '$1$2"');
}

function dropFromManifest(manifest: string, names: readonly string[]): string {
  const gone = new Set([...names, 'Thumbnails/', 'Basic/', 'Dialogs/']);
  return manifest.replace(/<manifest:file-entry\b[^>]*\/>/g, (tag) => {
    const path = /manifest:full-path="([^"]*)"/.exec(tag)?.[1] ?? '';
    return gone.has(path) ? '' : tag;
  });
}
