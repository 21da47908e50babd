import { unzipSync } from 'fflate';
import { extractText, getDocumentProxy } from 'unpdf';
import { expect, it } from 'vitest';
import type { FigureDefinition } from '#server/domain/figure/figure.types.ts';
import type { DocumentFigure, PaperDocument } from '#server/domain/report/document.types.ts';
import { drawReportFigure } from '#server/reports/build-edition-page.ts';
import { renderDocx } from '#server/reports/render-docx.ts';
import { renderPdf } from '#server/reports/render-pdf.ts';
import { course } from '../figure/sample-figures.ts';

/** The words of a drawing, without what only its marks say. */
const read = (definition: FigureDefinition) =>
  [
    ...drawReportFigure({ definition, half: true })
      .svg.replaceAll(/<title>.*?<\/title>/gs, '')
      .matchAll(/<text[^>]*>([^<]*)/g),
  ].map(([, words]) => words);

const withCell = (cell: FigureDefinition['rows'][number]['cells'][string]): FigureDefinition => ({
  ...course,
  rows: course.rows.map((row) =>
    row.key === '2025-H1' ? { ...row, cells: { ...row.cells, value: cell } } : row,
  ),
});

it('the key of a trend says what the bar or ring of a missing number is', () => {
  expect(read(withCell({ kind: 'none', mark: 'suppressed' }))).toContain('Suppressed');
  expect(read(withCell({ kind: 'none', mark: 'not_yet_reported' }))).toContain('Not yet reported');
  expect(read(withCell({ kind: 'none', mark: 'suppressed', least: 50, most: 99 }))).toContain(
    'Given as a range',
  );
  // Only what occurs.
  const words = read(withCell({ kind: 'number', value: '60' }));
  for (const word of ['Suppressed', 'Given as a range', 'Not yet reported'])
    expect(words).not.toContain(word);
});

const note = 'From the first half of 2025, Thailand: another law applies.';
const broken: FigureDefinition = {
  ...course,
  chart: { ...course.chart, breaks: [{ row: '2025-H1', text: note }] } as FigureDefinition['chart'],
};

it('what a letter in a trend stands for is under it, in Word and PDF', async () => {
  const figure: DocumentFigure = {
    kind: 'figure',
    id: 'figure-one',
    number: 1,
    title: broken.title,
    alternative: broken.title,
    definition: broken,
    half: true,
    table: null,
  };
  const paper: PaperDocument = {
    file: {
      title: 'One',
      subject: 'One',
      author: 'Secretariat',
      description: '',
      madeAt: '2026-06-16T00:00:00Z',
    },
    watermark: '',
    head: { left: '', right: '' },
    foot: '',
    title: 'One',
    subtitle: '',
    facts: [],
    cover: null,
    sections: [{ orientation: 'portrait', blocks: [figure] }],
  };
  expect(read(broken)).toContain('a');
  const word = new TextDecoder().decode(unzipSync(await renderDocx(paper))['word/document.xml']);
  expect(word).toContain(`a: ${note}`);
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(renderPdf(paper))), {
    mergePages: true,
  });
  expect(text.replaceAll(/\s+/g, ' ')).toContain(`a: ${note}`);
});
