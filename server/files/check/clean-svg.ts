import { FileRefusal } from './file-refusal.ts';
import { rewriteXml, type XmlAttribute } from './xml-rewrite.ts';

const programs = new Set([
  'script',
  'foreignobject',
  'handler',
  'listener',
  'iframe',
  'object',
  'embed',
  'audio',
  'video',
]);
/** What changes other elements as time goes by, and with them their addresses. */
const moving = /^(animate|set$)/;
const ofMaker = /^(sodipodi|inkscape):/;

/**
 * A drawing inside a document keeps its shapes and loses what was written about them and what would be fetched. Throws
 * FileRefusal for programs.
 */
export function cleanSvg(content: Uint8Array): Uint8Array {
  return rewriteXml(content, {
    open(element) {
      const local = element.local.toLowerCase();
      const isScripted = element.attributes.some(
        (one) => /^on/i.test(one.local) || /javascript:/i.test(one.value.replace(/\s/g, '')),
      );
      if (programs.has(local) || isScripted) {
        throw new FileRefusal(
          'A drawing in the document holds a program. Take it out, or send the document as a PDF.',
        );
      }
      if (moving.test(local) || local === 'metadata' || ofMaker.test(element.name)) return 'drop';
      element.attributes = element.attributes.filter((one) => !ofMaker.test(one.name) && isInside(one));
      return local === 'style' ? 'collect' : 'keep';
    },
    judge: (_, text) => (fetches(text) ? null : text),
  });
}

/** Shapes may use other shapes of the drawing and pictures that are written into it. */
function isInside({ local, name, value }: XmlAttribute): boolean {
  if (name.startsWith('xmlns')) return true;
  if (local === 'href' || local === 'src') return /^\s*(#|data:image\/(png|jpe?g|gif|webp);)/i.test(value);
  return !fetches(value);
}

const fetches = (css: string) => /@import|url\s*\(\s*(?!["']?\s*#)|\\/i.test(css);
