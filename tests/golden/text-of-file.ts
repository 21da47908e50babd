import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { extractText, getDocumentProxy } from 'unpdf';
import { textOfHtml } from './text-of-html.ts';
import { withoutChance } from './text-of-value.ts';

const zipped = /^application\/(zip|vnd\.openxmlformats)/;
/** When a file was made, which its own properties tell. */
const moments = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z/g;

/** What a file or page says, as text; of what cannot be read its size and checksum. */
export async function textOfFile(bytes: Buffer, type: string): Promise<string> {
  if (type.startsWith('text/html')) return textOfHtml(bytes.toString('utf8'));
  if (zipped.test(type)) return textOfArchive(bytes);
  if (type.startsWith('application/pdf')) return textOfPdf(bytes);
  if (type.startsWith('image/svg')) return lineByLine(bytes.toString('utf8'));
  if (/^text\/|json|xml|csv|x-bibtex|research-info/.test(type)) return withoutChance(bytes.toString('utf8'));
  // A drawing in the place of the picture that is made of it.
  if (/^\d+ <svg/.test(bytes.toString('utf8', 0, 10))) return lineByLine(bytes.toString('utf8'));
  return textOfBytes(bytes);
}

const lineByLine = (markup: string) => withoutChance(markup.replaceAll('><', '>\n<'));

function textOfBytes(bytes: Buffer): string {
  const size =
    bytes.toString('latin1', 12, 16) === 'IHDR'
      ? ` ${bytes.readUInt32BE(16)} x ${bytes.readUInt32BE(20)} px`
      : '';
  return `${bytes.length} bytes${size}, ${createHash('sha256').update(bytes).digest('base64url')}`;
}

/** Every member of an archive: text as it is, line by line, and pictures by their size. */
function textOfArchive(bytes: Buffer): string {
  const members = Object.entries(unzipSync(bytes)).sort(([a], [b]) => (a < b ? -1 : 1));
  return members
    .map(([name, content]) => {
      const member = Buffer.from(content);
      const isText = /\.(xml|rels|csv|json|txt|md|vml)$/.test(name);
      if (!isText) return `== ${name}: a file`;
      const text = /\.(xml|rels|vml)$/.test(name)
        ? lineByLine(member.toString('utf8'))
        : withoutChance(member.toString('utf8'));
      return `== ${name}\n${name.startsWith('docProps/') ? text.replaceAll(moments, '<moment>') : text}`;
    })
    .join('\n');
}

async function textOfPdf(bytes: Buffer): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: false });
  return withoutChance(text.map((page, at) => `== page ${at + 1}\n${page}`).join('\n'));
}
