import { makeZip } from './sample-files.ts';

type Parts = Record<string, string | Uint8Array>;
type Link = { id: string; type: string; target: string; external?: boolean };

const open = 'application/vnd.openxmlformats-officedocument';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const officeTypes = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

const namespaces =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"';

/** The relationships of a part. */
export function makeLinks(links: readonly Link[]): string {
  const one = ({ id, type, target, external }: Link) =>
    `<Relationship Id="${id}" Type="${officeTypes}/${type}" Target="${target}"${external ? ' TargetMode="External"' : ''}/>`;
  return `${head}<Relationships xmlns="${packages}/relationships">${links.map(one).join('')}</Relationships>`;
}

function makePackage(main: string, types: Record<string, string>, parts: Parts): Buffer {
  const overrides = Object.entries(types).map(
    ([name, type]) => `<Override PartName="/${name}" ContentType="${type}"/>`,
  );
  return makeZip({
    '[Content_Types].xml': `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="vml" ContentType="${open}.vmlDrawing"/><Default Extension="png" ContentType="image/png"/><Default Extension="xlsx" ContentType="${open}.spreadsheetml.sheet"/><Default Extension="bin" ContentType="${open}.spreadsheetml.printerSettings"/>${overrides.join('')}</Types>`,
    '_rels/.rels': makeLinks([{ id: 'rId1', type: 'officeDocument', target: main }]),
    ...parts,
  });
}

/** A Word document with this body. `links` belong to the document; `more` are other parts. */
export function makeWord(body: string, links: readonly Link[] = [], more: Parts = {}): Buffer {
  const story = (name: string) => [`word/${name}.xml`, `${open}.wordprocessingml.${name}+xml`] as const;
  return makePackage(
    'word/document.xml',
    {
      'word/document.xml': `${open}.wordprocessingml.document.main+xml`,
      ...Object.fromEntries(['footnotes', 'comments', 'settings'].map(story)),
      'word/header1.xml': `${open}.wordprocessingml.header+xml`,
      'word/footer1.xml': `${open}.wordprocessingml.footer+xml`,
      'word/glossary/document.xml': `${open}.wordprocessingml.document.glossary+xml`,
    },
    {
      'word/document.xml': wrapWord('document', `<w:body>${body}</w:body>`),
      'word/_rels/document.xml.rels': makeLinks(links),
      ...more,
    },
  );
}

/** A part of a Word document. */
export const wrapWord = (root: string, content: string): string =>
  `${head}<w:${root} ${namespaces}>${content}</w:${root}>`;

export const run = (content: string): string => `<w:r>${content}</w:r>`;
export const said = (text: string): string => run(`<w:t xml:space="preserve">${text}</w:t>`);
const mark = (kind: string) => run(`<w:fldChar w:fldCharType="${kind}"/>`);

/** A field as Word writes it: its instruction in one or more pieces, and what it shows. */
export function makeField(pieces: readonly string[], shown: string): string {
  const spelled = pieces.map((piece) => run(`<w:instrText xml:space="preserve">${piece}</w:instrText>`));
  return `${mark('begin')}${spelled.join('')}${mark('separate')}${said(shown)}${mark('end')}`;
}

export type Workbook = {
  /** Rows of the first sheet, "Figures". */
  rows?: string;
  /** After the rows, in the first sheet. */
  sheet?: string;
  names?: string;
  /** Inside the workbook, before the defined names. */
  workbook?: string;
  sheetLinks?: readonly Link[];
  workbookLinks?: readonly Link[];
  types?: Record<string, string>;
  more?: Parts;
};

/** A workbook of two sheets, "Figures" and "Other sheet". */
export function makeWorkbook(content: Workbook = {}): Buffer {
  const space = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${officeTypes}" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"`;
  const sheet = (rows: string, after = '') =>
    `${head}<worksheet ${space}><sheetData>${rows}</sheetData>${after}</worksheet>`;
  return makePackage(
    'xl/workbook.xml',
    {
      'xl/workbook.xml': `${open}.spreadsheetml.sheet.main+xml`,
      'xl/worksheets/sheet1.xml': `${open}.spreadsheetml.worksheet+xml`,
      'xl/worksheets/sheet2.xml': `${open}.spreadsheetml.worksheet+xml`,
      ...content.types,
    },
    {
      'xl/workbook.xml': `${head}<workbook ${space}><sheets><sheet name="Figures" sheetId="1" r:id="rId1"/><sheet name="Other sheet" sheetId="2" r:id="rId2"/></sheets>${content.workbook ?? ''}<definedNames>${content.names ?? ''}</definedNames></workbook>`,
      'xl/_rels/workbook.xml.rels': makeLinks([
        { id: 'rId1', type: 'worksheet', target: 'worksheets/sheet1.xml' },
        { id: 'rId2', type: 'worksheet', target: 'worksheets/sheet2.xml' },
        ...(content.workbookLinks ?? []),
      ]),
      'xl/worksheets/sheet1.xml': sheet(content.rows ?? '', content.sheet),
      'xl/worksheets/sheet2.xml': sheet('<row r="1"><c r="A1"><v>7</v></c></row>'),
      'xl/worksheets/_rels/sheet1.xml.rels': makeLinks(content.sheetLinks ?? []),
      ...content.more,
    },
  );
}

/** A cell with a formula and its last value. */
export const formulaCell = (place: string, formula: string, value = '40'): string =>
  `<c r="${place}"><f>${formula}</f><v>${value}</v></c>`;
