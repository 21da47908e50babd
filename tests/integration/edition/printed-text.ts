import { unzipSync } from 'fflate';
import { readXlsx } from 'hucre/xlsx';
import { getDocumentProxy, extractText } from 'unpdf';

const decode = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
};
const plain = (xml: string) =>
  xml.replaceAll(/&(?:amp|lt|gt|quot|apos);/g, (entity) => entities[entity] ?? entity);

/** The text of every cell of every table with a caption, in order: tables, rows, cells. */
export function readDocxTables(file: Uint8Array): string[][][] {
  const xml = decode(unzipSync(file)['word/document.xml']);
  const captioned = xml.split(/(?=<w:p>(?:(?!<\/w:p>).)*SEQ Table)/s).slice(1);
  return captioned.map((part) => {
    const [table = ''] = /<w:tbl>.*?<\/w:tbl>/s.exec(part) ?? [];
    return [...table.matchAll(/<w:tr[ >].*?<\/w:tr>/gs)].map(([row]) =>
      [...row.matchAll(/<w:tc>.*?<\/w:tc>/gs)].map(([cell]) =>
        plain(
          [...cell.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:noBreakHyphen\/>|<w:br\/>/g)]
            .map(([element, words]) => words ?? (element === '<w:br/>' ? '\n' : '-'))
            .join(''),
        ),
      ),
    );
  });
}

/** The text of a PDF without white space: lines break where they like. */
export async function readPdfText(file: Uint8Array): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(file)), { mergePages: true });
  return squeeze(text);
}

export const squeeze = (text: string) => text.replaceAll(/[\s\u200b]+/g, '');

/** The sheets of a workbook after the first, each as rows of values. */
export async function readXlsxTables(file: Uint8Array): Promise<unknown[][][]> {
  const { sheets } = await readXlsx(file);
  return sheets.slice(1).map(({ rows }) => rows as unknown[][]);
}

/** The cells of the first sheet of a workbook, row after row. */
export async function readXlsxText(file: Uint8Array): Promise<string> {
  const { sheets } = await readXlsx(file);
  return (sheets[0]?.rows ?? []).map((row) => row.filter(Boolean).join(' ')).join('\n');
}

/** The text of every cell of every table of a page. */
export function readHtmlTables(html: string): string[][][] {
  return [...html.matchAll(/<table .*?<\/table>/gs)].map(([table]) =>
    [...table.matchAll(/<tr.*?<\/tr>/gs)].map(([row]) =>
      [...row.matchAll(/<t[dh].*?<\/t[dh]>/gs)].map(([cell]) =>
        plain(cell.replaceAll(/<[^>]*>/g, '')).replaceAll('&#x27;', "'"),
      ),
    ),
  );
}
