import { SaxesParser } from 'saxes';
import type { XmlNode } from '#server/domain/support/iati-file.rules.ts';

const deepest = 64;
const mostElements = 200_000;

/** Why a file cannot be read. It ends the reading at once. */
class UnreadableFile extends Error {}

/**
 * Reads an XML file as a tree of elements, or returns why it cannot be read, as a sentence. A document type is refused:
 * with it a file can be made to mean something else, or to grow without end.
 */
export function readIatiFile(content: Uint8Array): XmlNode | string {
  let source: string;
  try {
    source = new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return 'The file is not written in UTF-8. Save it again as UTF-8.';
  }
  const parser = new SaxesParser({ defaultXMLVersion: '1.0', forceXMLVersion: true, xmlns: false });
  const open: XmlNode[] = [];
  let root: XmlNode | null = null;
  let count = 0;
  const add = (text: string) => {
    const node = open.at(-1);
    if (node) node.text += text;
  };
  parser.on('error', () => {
    throw new UnreadableFile('The file is not well-formed XML. Export it again.');
  });
  parser.on('doctype', () => {
    throw new UnreadableFile('The file has a document type, which IATI files do not need. Export it again.');
  });
  parser.on('opentag', ({ name, attributes }) => {
    count += 1;
    if (open.length >= deepest || count > mostElements) {
      throw new UnreadableFile('The file is too large. Export only the activities that name the plan.');
    }
    const node: XmlNode = { name, attributes: { ...attributes }, text: '', children: [] };
    open.at(-1)?.children.push(node);
    root ??= node;
    open.push(node);
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.on('text', add);
  parser.on('cdata', add);
  try {
    parser.write(source).close();
  } catch (error) {
    if (error instanceof UnreadableFile) return error.message;
    throw error;
  }
  return root ?? 'The file is empty.';
}
