import { isSafeAddress } from '#server/domain/evidence/safe-address.rules.ts';
import { FileRefusal } from '../file-refusal.ts';
import { rewriteXml } from '../xml-rewrite.ts';
import { keyOf, macros } from './content-types.ts';

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
  /^(calcchain|externallink(path)?|xlexternallinkpath|connections|querytable|volatiledependencies|xmlmaps|tablesinglecells|revisionheaders|revisionlog|usernames|customproperty|printersettings|webextension(taskpanes)?|keymapcustomizations|mailmerge\w*|recipientdata|slideupdate\w+|customdata|thumbnail|origin|signature|certificate)$/i;
/** The same by content type, for parts that nothing leads to. */
const leftOutTypes =
  /\.(calcChain|externalLink|connections|queryTable|volatileDependencies|revisionHeaders|revisionLog|userNames|tableSingleCells|webextension|webextensiontaskpanes|keyMapCustomizations|mailMergeRecipientData)\+xml$|\.(printerSettings|customProperty)$/i;

/** Those of which the reader is told: the others hold nothing that a reader would miss. */
const ofOutsideData = /external|connections|query|volatile|xmlmaps|singlecells|mailmerge|recipient|webext/i;

const programs =
  /^(control|activexcontrol\w*|vbaproject|wordvbadata|xlmacrosheet|xlintlmacrosheet|dialogsheet|attachedtoolbars|extensibility|usercustomization)$/i;
const foreign = /^(afchunk|subdocument|transform)$/i;

/** Reads the relationships of a part. Throws FileRefusal for those that bring a program or a foreign document. */
export function readRelationships(name: string, content: Uint8Array): Relationship[] {
  const found: Relationship[] = [];
  rewriteXml(content, {
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
  for (const step of keyOf(path.replace(/[#?].*$/, '')).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

/** The name of the part to which a part of relationships belongs, as a key; "" for the whole package. */
export const ownerOf = (relationships: string) =>
  keyOf(relationships)
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
export function rewriteRelationships(content: Uint8Array, keep: (id: string) => boolean): Uint8Array {
  return rewriteXml(content, {
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
