import type { FormulaSurroundings, RemovedContent } from '#server/domain/evidence/removed-content.rules.ts';
import { sanitisePictures } from './sanitise-pictures.ts';
import { FileRefusal } from './file-refusal.ts';
import {
  anotherFile,
  type ContentTypes,
  getEnding,
  isLeftOutRelationship,
  isLeftOutType,
  isLink,
  isOutsideData,
  getPartKey,
  getOwner,
  parseContentTypes,
  parseRelationships,
  type Relationship,
  filterContentTypes,
  sanitiseRelationships,
} from './ooxml/package-parts.ts';
import { createPartRules, addAuthorRemoval, parseWorkbookNames } from './ooxml/part-rules.ts';
import { sanitiseXml } from './xml-rewrite.ts';
import { readZip, serialiseZip } from './zip-archive.ts';

/** A chart in a document carries its own workbook; nothing carries more than that. */
const deepest = 2;

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const packageTypes = 'http://schemas.openxmlformats.org/package/2006';
const officeTypes = 'http://schemas.openxmlformats.org/officeDocument/2006';

/** What stands in the place of the properties of a document. */
const blank: [name: RegExp, contentType: RegExp, xml: string][] = [
  [
    /^docprops\/core\.xml$/i,
    /core-properties\+xml$/i,
    `<cp:coreProperties xmlns:cp="${packageTypes}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>`,
  ],
  [
    /^docprops\/app\.xml$/i,
    /extended-properties\+xml$/i,
    `<Properties xmlns="${officeTypes}/extended-properties"/>`,
  ],
  [
    /^docprops\/custom\.xml$/i,
    /custom-properties\+xml$/i,
    `<Properties xmlns="${officeTypes}/custom-properties"/>`,
  ],
  // Data that fields of the document were filled from; the fields keep what they show.
  [/^customxml\/item\d+\.xml$/i, /(?!)/, '<empty/>'],
];

type Package = {
  typeOf: ContentTypes;
  /** Of each part, by its key. */
  relationships: Map<string, Relationship[]>;
  leftOut: ReadonlySet<string>;
  names: FormulaSurroundings;
  removed: Set<RemovedContent>;
  depth: number;
};

/**
 * A Word or Excel file without its properties, thumbnail, names of those who wrote, commented and changed
 * it, paths of the machine that it was made on, what its pictures say of themselves, and whatever in it would fetch,
 * run or open something else. Text, comments and figures stay. `removed` learns what a reader may want to know of.
 * Throws FileRefusal for macros, embedded programs, and content from elsewhere that the reader would miss.
 */
export async function sanitiseOoxml(
  parts: Map<string, Uint8Array>,
  removed: Set<RemovedContent> = new Set(),
  depth = 0,
): Promise<Uint8Array> {
  const typeOf = parseContentTypes(parts);
  const relationships = new Map<string, Relationship[]>();
  for (const [name, content] of parts) {
    if (getEnding(name) === 'rels') relationships.set(getOwner(name), parseRelationships(name, content));
  }
  const leftOut = listLeftOut(parts, typeOf, relationships, removed);
  const names = parseWorkbookNames(parts, typeOf);
  const cleaned = new Map<string, Uint8Array>();
  const around: Package = { typeOf, relationships, leftOut, names, removed, depth };
  const relationshipParts: [string, Uint8Array][] = [];
  const used = new Map<string, Set<string>>();
  for (const [name, content] of parts) {
    if (leftOut.has(getPartKey(name))) continue;
    // Its place is kept; what it may say is known when the part that uses it was read.
    if (getEnding(name) === 'rels') relationshipParts.push([name, content]);
    cleaned.set(name, await cleanPart(name, content, around, used));
  }
  for (const [name, content] of relationshipParts) {
    const owner = getOwner(name);
    const kept = new Set(
      (relationships.get(owner) ?? [])
        .filter((one) => isKept(one, around, used.get(owner)))
        .map(({ id }) => id),
    );
    cleaned.set(
      name,
      sanitiseRelationships(content, (id) => kept.has(id)),
    );
  }
  await sanitisePictures(cleaned);
  return serialiseZip(cleaned);
}

/** Parts that go, by key, with their own relationships. */
function listLeftOut(
  parts: ReadonlyMap<string, Uint8Array>,
  typeOf: ContentTypes,
  relationships: ReadonlyMap<string, Relationship[]>,
  removed: Set<RemovedContent>,
): Set<string> {
  const gone = new Set<string>();
  for (const list of relationships.values()) {
    for (const one of list.filter(isLeftOutRelationship)) {
      if (isOutsideData(one)) removed.add('links');
      if (!one.isExternal) gone.add(one.part);
    }
  }
  for (const name of parts.keys()) {
    if (
      isLeftOutType(typeOf(name)) ||
      /^(bin|svg)$/.test(getEnding(name)) ||
      /^docprops\/thumbnail\.|^_xmlsignatures\/|^docprops\/.*\.(emf|wmf|jpe?g|png)$|^xl\/(externallinks|querytables|revisions)\/|^xl\/(calcchain|connections|volatiledependencies|xmlmaps)\.xml$|\/webextensions\//i.test(
        name,
      )
    ) {
      gone.add(getPartKey(name));
    }
  }
  for (const name of parts.keys()) {
    if (getEnding(name) === 'rels' && gone.has(getOwner(name))) gone.add(getPartKey(name));
  }
  return gone;
}

/** A relationship stays when its part does, or when a plain link uses it. */
function isKept(one: Relationship, { leftOut }: Package, used: ReadonlySet<string> | undefined): boolean {
  if (isLeftOutRelationship(one)) return false;
  return one.isExternal ? isLink(one) && used?.has(one.id) === true : !leftOut.has(one.part);
}

async function cleanPart(
  name: string,
  content: Uint8Array,
  around: Package,
  used: Map<string, Set<string>>,
): Promise<Uint8Array> {
  const { typeOf, leftOut, removed, depth } = around;
  const contentType = typeOf(name);
  const blanked = blank.find(([pattern, type]) => pattern.test(name) || type.test(contentType));
  if (blanked) return Buffer.from(xmlHead + blanked[2]);
  if (/^\[content_types\]\.xml$/i.test(name)) return filterContentTypes(content, (key) => !leftOut.has(key));
  const ending = getEnding(name);
  if (/^(docx|xlsx)$/.test(ending)) return cleanEmbedded(content, removed, depth);
  if (ending === 'rels' || (ending !== 'xml' && ending !== 'vml')) return content;
  return cleanXml(name, content, around, used);
}

function cleanXml(
  name: string,
  content: Uint8Array,
  { relationships, names, removed }: Package,
  used: Map<string, Set<string>>,
): Uint8Array {
  const external = new Map(
    (relationships.get(getPartKey(name)) ?? [])
      .filter(({ isExternal }) => isExternal)
      .map((one) => [one.id, { isLink: isLink(one) }] as const),
  );
  const plainCells = new Set<string>();
  const inUse = new Set<string>();
  used.set(getPartKey(name), inUse);
  for (;;) {
    const known = plainCells.size;
    const rules = createPartRules({ ...names, external, used: inUse, removed, plainCells });
    const written = sanitiseXml(content, addAuthorRemoval(name, rules));
    // A cell says before its formula that it has one of the new kind: such cells are known at a second reading.
    if (plainCells.size === known) return written;
  }
}

async function cleanEmbedded(
  content: Uint8Array,
  removed: Set<RemovedContent>,
  depth: number,
): Promise<Uint8Array> {
  const isPackage = content[0] === 0x50 && content[1] === 0x4b;
  if (!isPackage || depth >= deepest) throw new FileRefusal(anotherFile);
  const parts = readZip(content);
  if (!parts.has('[Content_Types].xml')) throw new FileRefusal(anotherFile);
  return sanitiseOoxml(parts, removed, depth + 1);
}
