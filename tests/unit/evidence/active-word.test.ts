import { unzipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isHarmlessField } from '#server/domain/evidence/removed-content.rules.ts';
import { sanitiseFile } from '#server/files/check/sanitise-file.ts';
import { FileRefusal } from '#server/files/check/file-refusal.ts';
import {
  makeField,
  makeLinks,
  makeWord,
  makeWorkbook,
  run,
  said,
  wrapWord,
} from '#tests/support/office-documents.ts';
import { makeDocx, makePhoto } from '#tests/support/sample-files.ts';
import { rounds } from '#tests/support/rounds.ts';

/** A part of a cleaned document as text. */
async function partOf(content: Uint8Array, name = 'word/document.xml'): Promise<string> {
  const cleaned = await sanitiseFile(content);
  return Buffer.from(unzipSync(cleaned.content)[name] ?? []).toString();
}

/** What a reader sees: the words, in their order. */
const wordsOf = (xml: string) => [...xml.matchAll(/<w:t\b[^>]*>([^<]*)</g)].map(([, text]) => text).join('');

/** What Word would take for instructions. */
const codesOf = (xml: string) =>
  [...xml.matchAll(/<w:(?:instrText|delInstrText)\b[^>]*>([^<]*)<|w:instr="([^"]*)"/g)]
    .map(([, text, simple]) => text ?? simple)
    .join('');

async function sentenceOf(content: Uint8Array): Promise<string> {
  return sanitiseFile(content).then(
    () => 'taken',
    (error: unknown) => {
      if (error instanceof FileRefusal) return error.message;
      throw error;
    },
  );
}

const paragraph = (content: string) => `<w:p>${content}</w:p>`;
const harmful = [
  'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc.exe"',
  'ddeauto excel "book" "a1"',
  'DDE cmd "/c calc"',
  'INCLUDEPICTURE "http://evil.test/a.png" \\d',
  'INCLUDETEXT "\\\\\\\\evil.test\\\\share\\\\a.docx"',
  'LINK Excel.Sheet.8 "\\\\\\\\evil.test\\\\a.xlsx" "Sheet1!R1C1" \\a \\f 0',
  'IMPORT "http://evil.test/a.png"',
  'DATABASE \\d "c:\\\\a.mdb" \\c "x"',
  'RD "http://evil.test/a.docx"',
  'MACROBUTTON Go "Click"',
  'PRINT "x"',
  'AUTOTEXT x',
  'FILLIN "Your password"',
  'ASK a "Your password"',
  'SET a "x"',
  'EMBED Package',
  'HYPERLINK "file:///c:/windows/system32/calc.exe"',
  'HYPERLINK "\\\\\\\\evil.test\\\\share"',
  'HYPERLINK \\h "javascript:alert(1)"',
  'PAGE DDEAUTO cmd "/c"',
  'PAGE \\* MERGEFORMAT DDEAUTO cmd "/c"',
];
const quoted = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

describe('instructions of fields', () => {
  test.each(harmful)('%s may not stay', (instruction) => {
    expect(isHarmlessField(` ${instruction} `)).toBe(false);
  });
  test.each([
    'PAGE',
    ' PAGE   \\* MERGEFORMAT ',
    'numpages',
    'DATE \\@ "d MMMM yyyy"',
    'TOC \\o "1-3" \\h \\z \\u',
    'PAGEREF _Toc12345 \\h',
    'REF _Ref1 \\h \\* MERGEFORMAT',
    'SEQ Table \\* ARABIC',
    'STYLEREF "Heading 1"',
    'HYPERLINK "https://example.org/a?b=c" \\o "More" \\t "_blank"',
    'HYPERLINK \\l "_Toc12345"',
    'HYPERLINK "mailto:desk@example.org"',
    '=SUM(ABOVE) \\# "#,##0"',
    'FORMTEXT',
  ])('%s may', (instruction) => {
    expect(isHarmlessField(instruction)).toBe(true);
  });
});

describe('a Word document', () => {
  test.each(harmful)('loses the field %s and keeps what it shows', async (instruction) => {
    const xml = await partOf(
      makeWord(paragraph(said('Forty ') + makeField([quoted(instruction)], 'officers'))),
    );
    expect([codesOf(xml), wordsOf(xml)]).toEqual(['', 'Forty officers']);
    expect(xml).not.toMatch(/fldChar/);
    const simple = makeWord(
      paragraph(`<w:fldSimple w:instr="${quoted(instruction)}">${said('officers')}</w:fldSimple>`),
    );
    const flat = await partOf(simple);
    expect([codesOf(flat), wordsOf(flat)]).toEqual(['', 'officers']);
  });

  test('says that it was changed', async () => {
    const { removed } = await sanitiseFile(makeWord(paragraph(makeField(['DDEAUTO a'], 'x'))));
    expect(removed).toEqual(['fields']);
    expect((await sanitiseFile(makeWord(paragraph(makeField(['PAGE'], '1'))))).removed).toEqual([]);
  });

  const parts: [name: string, wrap: (field: string) => string][] = [
    ['word/header1.xml', (field) => wrapWord('hdr', paragraph(field))],
    ['word/footer1.xml', (field) => wrapWord('ftr', paragraph(field))],
    [
      'word/footnotes.xml',
      (field) => wrapWord('footnotes', `<w:footnote w:id="1">${paragraph(field)}</w:footnote>`),
    ],
    [
      'word/comments.xml',
      (field) => wrapWord('comments', `<w:comment w:id="1">${paragraph(field)}</w:comment>`),
    ],
    [
      'word/glossary/document.xml',
      (field) =>
        wrapWord(
          'glossaryDocument',
          `<w:docParts><w:docPart><w:docPartBody>${paragraph(field)}</w:docPartBody></w:docPart></w:docParts>`,
        ),
    ],
  ];
  test.each(parts)('is looked through in %s', async (name, wrap) => {
    const content = wrap(makeField(['DDE', 'AUTO a b'], 'shown') + makeField(['PAGE'], '3'));
    const xml = await partOf(makeWord(paragraph(''), [], { [name]: content }), name);
    expect([codesOf(xml), wordsOf(xml)]).toEqual(['PAGE', 'shown3']);
  });

  const alternatives = (choice: string, fallback: string) =>
    `<mc:AlternateContent><mc:Choice Requires="wps">${choice}</mc:Choice><mc:Fallback>${fallback}</mc:Fallback></mc:AlternateContent>`;
  const code = (text: string) => run(`<w:instrText>${text}</w:instrText>`);
  const mark = (kind: string) => run(`<w:fldChar w:fldCharType="${kind}"/>`);
  const around = (codes: string) =>
    `${mark('begin')}${codes}${mark('separate')}${said('shown')}${mark('end')}`;
  test.each<[string, string]>([
    [
      'in a text box',
      `<w:r><w:pict><v:shape><v:textbox><w:txbxContent>${paragraph(makeField(['DDEAUTO a b'], 'shown'))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`,
    ],
    ['in one of two alternatives', around(alternatives(code('PAGE '), code('DDEAUTO a b')))],
    [
      'begun in one alternative only',
      `${alternatives(mark('begin'), '')}${code('PAGE')}${mark('separate')}${said('shown')}${mark('end')}`,
    ],
    ['half in a tracked change', around(`<w:ins w:id="1">${code('PAGE \\* ')}</w:ins>${code('Arabic')}`)],
    [
      'deleted in a tracked change',
      `${mark('begin')}<w:del w:id="1"><w:r><w:delInstrText>DDEAUTO a b</w:delInstrText></w:r></w:del>${mark('separate')}${said('shown')}${mark('end')}`,
    ],
    [
      'with its name made by another field',
      around(`${makeField(['QUOTE 68 68 69'], '')}${code(' cmd "/c"')}`),
    ],
    ['with plain words in its instruction', around(`${said('DDEAUTO ')}${code('PAGE')}`)],
    ['that never ends', `${mark('begin')}${code('PAGE')}${mark('separate')}${said('shown')}`],
    ['without a beginning', `${code('DDEAUTO a b')}${mark('end')}${said('shown')}`],
    [
      'in a simple field that ends another',
      `${mark('begin')}${code('DDE')}<w:fldSimple w:instr="PAGE">${mark('end')}</w:fldSimple>${code('AUTO a')}${mark('separate')}${said('shown')}${mark('end')}`,
    ],
  ])('loses a field %s', async (name, content) => {
    const xml = await partOf(makeWord(paragraph(content)));
    // The page number in the last one is harmless by itself.
    expect(codesOf(xml)).toBe(name.startsWith('in a simple field') ? 'PAGE' : '');
    expect(wordsOf(xml)).toMatch(/shown$/);
  });

  test('keeps a calculation with a page number in it, and not one with anything else', async () => {
    const keep = await partOf(
      makeWord(paragraph(around(`${code('= ')}${makeField(['PAGE'], '2')}${code(' - 1')}`))),
    );
    expect(codesOf(keep)).toBe('= PAGE - 1');
    const lose = await partOf(
      makeWord(paragraph(around(`${code('= ')}${makeField(['DDE a b'], '2')}${code(' - 1')}`))),
    );
    expect(codesOf(lose)).toBe('');
  });

  test('is judged whatever its prefixes and namespaces are, and however its letters are spelled', async () => {
    const strict = wrapWord('document', `<w:body>${paragraph(makeField(['DDEAUTO a'], 'shown'))}</w:body>`)
      .replaceAll(
        'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
        'http://purl.oclc.org/ooxml/wordprocessingml/main',
      )
      .replaceAll('w:', 'q:')
      .replace('DDEAUTO', '&#68;<!-- -->D<![CDATA[E]]>AUTO');
    const xml = await partOf(makeWord('', [], { 'word/document.xml': strict }));
    expect(xml).not.toMatch(/instrText|AUTO|CDATA/);
    expect(xml).toContain('shown');
  });

  test('keeps a picture that is in it and forgets where it came from; one that is elsewhere is refused', async () => {
    const links = [{ id: 'rId9', type: 'image', target: 'http://evil.test/a.png', external: true }];
    const both = makeWord(paragraph('<a:blip r:embed="rId2" r:link="rId9"/>'), links);
    expect(await partOf(both)).toContain('<a:blip r:embed="rId2">');
    expect(await partOf(both, 'word/_rels/document.xml.rels')).not.toContain('evil');
    expect(await sentenceOf(makeWord(paragraph('<a:blip r:link="rId9"/>'), links))).toMatch(/from elsewhere/);
    // A plain link may not be used for a picture either.
    const disguised = [{ id: 'rId9', type: 'hyperlink', target: 'http://evil.test/a.png', external: true }];
    expect(await sentenceOf(makeWord(paragraph('<a:blip r:link="rId9"/>'), disguised))).toMatch(
      /from elsewhere/,
    );
    expect(
      await partOf(
        makeWord(paragraph('<v:imagedata src="http://evil.test/a.png" o:href="http://evil.test/b"/>')),
      ),
    ).not.toContain('evil');
  });

  test('keeps a picture and loses the drawing as SVG beside it', async () => {
    const drawn = `<a:blip r:embed="rId2"><a:extLst><a:ext uri="{28A0092B-C50C-407E-A947-70E740481C1C}"><a14:useLocalDpi val="0"/></a:ext><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip r:embed="rId3"/></a:ext></a:extLst></a:blip>`;
    const links = [
      { id: 'rId2', type: 'image', target: 'media/image1.png' },
      { id: 'rId3', type: 'image', target: 'media/image2.svg' },
    ];
    const sent = makeWord(paragraph(drawn), links, {
      'word/media/image1.png': await makePhoto('png'),
      'word/media/image2.svg': '<svg xmlns="http://www.w3.org/2000/svg" onload="a()"/>',
    });
    const document = await partOf(sent);
    expect(document).toContain('<a:blip r:embed="rId2"><a:extLst><a:ext uri="{28A0092B');
    expect(document).not.toMatch(/svg|96DAC541/);
    expect(await partOf(sent, 'word/_rels/document.xml.rels')).toMatch(/image1\.png/);
    expect(await partOf(sent, 'word/_rels/document.xml.rels')).not.toMatch(/svg/);
    expect(await partOf(sent, 'word/media/image2.svg')).toBe('');
  });

  test('loses what a click on a shape would start', async () => {
    const click = '<a:hlinkClick r:id="" action="ppaction://program?file=calc.exe" tooltip="Kept"/>';
    const sent = makeWord(paragraph(click));
    expect(await partOf(sent)).toContain('<a:hlinkClick r:id="" tooltip="Kept">');
    expect((await sanitiseFile(sent)).removed).toEqual(['actions']);
  });

  test('keeps a chart whose workbook lies elsewhere, without the link', async () => {
    const sent = makeWord('', [], {
      'word/charts/chart1.xml':
        '<c:chartSpace><c:f>[a.xlsx]Sheet1!$A$1</c:f><c:v>4</c:v><c:externalData r:id="rId1"><c:autoUpdate val="1"/></c:externalData></c:chartSpace>',
      'word/charts/_rels/chart1.xml.rels': makeLinks([
        { id: 'rId1', type: 'oleObject', target: 'file:///C:\\Users\\a.xlsx', external: true },
      ]),
    });
    const chart = await partOf(sent, 'word/charts/chart1.xml');
    expect(chart).toContain('<c:v>4</c:v>');
    expect(chart).not.toContain('externalData');
    expect(await partOf(sent, 'word/charts/_rels/chart1.xml.rels')).not.toContain('Users');
  });

  test('keeps links to the web and mail; others lead nowhere', async () => {
    const targets = [
      'https://example.org/a?b=1&amp;c=2',
      'mailto:desk@example.org',
      'file:///C:/Windows/System32/calc.exe',
      '\\\\evil.test\\share\\a.exe',
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      ' javascript:alert(1)',
      'java&#9;script:alert(1)',
      'ms-msdt:/id PCWDiagnostic',
      'search-ms:query=x',
      'ms-officecmd:x',
      'ftp://evil.test/a',
      '../run.exe',
    ];
    const links = targets.map((target, index) => ({
      id: `rId${index}`,
      type: 'hyperlink',
      target,
      external: true,
    }));
    const body = links.map(({ id }) => `<w:hyperlink r:id="${id}">${said('x')}</w:hyperlink>`).join('');
    const xml = await partOf(makeWord(paragraph(body), links), 'word/_rels/document.xml.rels');
    expect([...xml.matchAll(/Target="([^"]*)"/g)].map(([, target]) => target)).toEqual([
      ...targets.slice(0, 2),
      ...targets.slice(2).map(() => 'about:blank'),
    ]);
  });

  test('is not fooled by a second attribute of the same name', async () => {
    const simple = `<w:fldSimple w:instr="PAGE" s:instr="DDEAUTO a b">${said('shown')}</w:fldSimple>`;
    expect(codesOf(await partOf(makeWord(paragraph(simple))))).toBe('');
    const rels = makeLinks([
      { id: 'rId9', type: 'image', target: 'http://evil.test/a.png', external: true },
    ]).replace('<Relationship ', '<Relationship s:TargetMode="Internal" s:Type="x/hyperlink" ');
    const sent = makeWord(paragraph('<a:blip r:link="rId9"/>'), [], { 'word/_rels/document.xml.rels': rels });
    expect(await sentenceOf(sent)).toMatch(/from elsewhere/);
  });

  test('loses its template, its merged letters and its frames from elsewhere', async () => {
    const settings = {
      'word/settings.xml': wrapWord(
        'settings',
        '<w:attachedTemplate r:id="rId1"/><w:mailMerge><w:dataSource r:id="rId2"/></w:mailMerge><w:zoom w:percent="100"/>',
      ),
      'word/_rels/settings.xml.rels': makeLinks([
        { id: 'rId1', type: 'attachedTemplate', target: 'https://evil.test/a.dotm', external: true },
        { id: 'rId2', type: 'mailMergeSource', target: 'file:///evil.mdb', external: true },
      ]),
    };
    const sent = makeWord('', [], settings);
    expect(await partOf(sent, 'word/settings.xml')).toMatch(
      /<w:settings[^>]*><w:zoom w:percent="100"><\/w:zoom><\/w:settings>$/,
    );
    expect(await partOf(sent, 'word/_rels/settings.xml.rels')).not.toContain('evil');
  });

  test.each<[string, () => Buffer, RegExp]>([
    ['an imported document', () => makeWord('<w:altChunk r:id="rId1"/>'), /from elsewhere/],
    [
      'one behind a relationship',
      () => makeWord('', [{ id: 'rId1', type: 'aFChunk', target: 'afchunk.xml' }]),
      /another document/,
    ],
    ['a document of parts', () => makeWord('<w:subDoc r:id="rId1"/>'), /from elsewhere/],
    ['a linked object', () => makeWord('<o:OLEObject Type="Link" ProgID="Package"/>'), /from elsewhere/],
    ['a control', () => makeWord('', [{ id: 'rId1', type: 'control', target: 'x.xml' }]), /macros/],
    ['a page that calls itself XML', () => retype('text/html'), /another file/],
    ['text that a program reads as a page', () => retype('message/rfc822'), /another file/],
    [
      'a binary part that is read as the document',
      () =>
        makeWord('', [], {
          'word/printerSettings1.bin': 'x',
          '[Content_Types].xml': types(
            'word/printerSettings1.bin',
            'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
          ),
        }),
      /another file/,
    ],
    ['a name spelled twice', () => makeWord('', [], { 'word/%64ocument.xml': '<a/>' }), /another file/],
    [
      'a macro workbook inside',
      () =>
        makeWord('', [], {
          'word/embeddings/a.xlsx': makeWorkbook({
            types: { 'xl/m.xml': 'application/vnd.ms-excel.macrosheet+xml' },
          }),
        }),
      /macros/,
    ],
    [
      'XML in UTF-16',
      () =>
        makeWord('', [], {
          'word/document.xml': Buffer.from('\ufeff<?xml version="1.0" encoding="UTF-16"?><a/>', 'utf16le'),
        }),
      /UTF-8/,
    ],
    [
      'XML that says it is UTF-7',
      () => makeWord('', [], { 'word/document.xml': '<?xml version="1.0" encoding="utf-7"?><a/>' }),
      /UTF-8/,
    ],
    ['a word of its own', () => makeWord('', [], { 'word/document.xml': '<a>&dde;</a>' }), /damaged/],
    [
      'two attributes of one name',
      () => makeWord('', [], { 'word/document.xml': '<a b="1" b="2"/>' }),
      /damaged/,
    ],
    ['elements that do not close', () => makeWord('', [], { 'word/document.xml': '<a><b></a>' }), /damaged/],
    ['two roots', () => makeWord('', [], { 'word/document.xml': '<a/><b/>' }), /damaged/],
    ['a film', () => makeWord('', [], { 'word/media/a.mp4': 'x' }), /film/],
    [
      'a film from elsewhere',
      () =>
        makeWord('<a:videoFile r:link="rId2"/>', [
          { id: 'rId2', type: 'video', target: 'https://evil.test/a.mp4', external: true },
        ]),
      /from elsewhere/,
    ],
    ['a TIFF picture', () => makeWord('', [], { 'word/media/a.tiff': 'II*' }), /TIFF or WebP picture/],
    ['slides', () => makeWord('', [], { 'word/embeddings/a.pptx': 'PK' }), /another file/],
    [
      'characters that XML does not have',
      () => makeWord('', [], { 'word/document.xml': '<a>\u0001</a>' }),
      /damaged/,
    ],
    ['a document type', () => makeWord('', [], { 'word/document.xml': '<!DOCTYPE a><a/>' }), /words of its/],
    [
      'a part that is nothing known',
      () => makeWord('', [], { 'word/a.settingcontent-ms': '<a/>' }),
      /another file/,
    ],
  ])('with %s is refused', async (_, make, sentence) => {
    expect(await sentenceOf(make())).toMatch(sentence);
  });

  const types = (name: string, type: string) =>
    `<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/${name}" ContentType="${type}"/></Types>`;
  const retype = (type: string) =>
    makeWord('', [], { 'word/chunk.xml': '<a/>', '[Content_Types].xml': types('word/chunk.xml', type) });

  test('of an ordinary kind keeps every word and field', async () => {
    const body = paragraph(
      `${said('Page ')}${makeField([' PA', 'GE '], '3')}${said(' of ')}<w:fldSimple w:instr=" NUMPAGES ">${said('9')}</w:fldSimple>`,
    );
    const before = Buffer.from(unzipSync(makeWord(body))['word/document.xml'] ?? []).toString();
    const after = await partOf(makeWord(body));
    expect([codesOf(after), wordsOf(after)]).toEqual([codesOf(before), wordsOf(before)]);
    const sent = await makeDocx();
    const whole = Buffer.from(unzipSync(sent)['word/document.xml'] ?? []).toString();
    expect(wordsOf(await partOf(sent))).toBe(wordsOf(whole));
    expect((await sanitiseFile(sent)).removed).toEqual([]);
  });

  test('never keeps a harmful field, wherever it stands and however it is cut', async () => {
    const wraps: ((content: string) => string)[] = [
      (content) => content,
      (content) => `<w:hyperlink w:anchor="a">${content}</w:hyperlink>`,
      (content) => `<w:sdt><w:sdtContent>${content}</w:sdtContent></w:sdt>`,
      (content) => `<w:ins w:id="1" w:author="a">${content}</w:ins>`,
      (content) => alternatives(content, content),
      (content) => makeField(['REF a'], '').replace(said(''), content),
      (content) => `<w:fldSimple w:instr="PAGE">${content}</w:fldSimple>`,
      (content) =>
        `<w:r><w:pict><v:textbox><w:txbxContent>${paragraph(content)}</w:txbxContent></v:textbox></w:pict></w:r>`,
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...harmful),
        fc.array(fc.nat(60), { maxLength: 5 }),
        fc.array(fc.constantFrom(...wraps), { maxLength: 4 }),
        fc.boolean(),
        async (instruction, cuts, around, isSimple) => {
          const places = [0, ...cuts.filter((at) => at < instruction.length), instruction.length].toSorted(
            (a, b) => a - b,
          );
          const pieces = places.slice(1).map((end, index) => quoted(instruction.slice(places[index], end)));
          const field = isSimple
            ? `<w:fldSimple w:instr="${quoted(instruction)}">${said('shown')}</w:fldSimple>`
            : makeField(pieces, 'shown');
          const body = around.reduce((content, wrap) => wrap(content), field);
          const xml = await partOf(makeWord(paragraph(body)));
          expect(codesOf(xml).replace(/PAGE|REF a/g, '')).toBe('');
          expect(wordsOf(xml)).toContain('shown');
        },
      ),
      { numRuns: rounds(100, 300) },
    );
  }, 60_000);
});
