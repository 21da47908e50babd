import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { createDocument } from '#app/features/standards/exchange-document.ts';
import { buildCatalog } from '#server/domain/standards/dcat/build-catalog.ts';
import type { Exchange } from '#server/domain/standards/exchange.types.ts';
import {
  buildHxlActivityColumns,
  buildHxlValueColumns,
  listHxlActivities,
} from '#server/domain/standards/hxl/hxl-columns.ts';
import { serialiseIati } from '#server/domain/standards/iati/serialise-iati.ts';
import { buildDataset } from '#server/domain/standards/schema-org/build-dataset.ts';
import { buildSdmxColumns } from '#server/domain/standards/sdmx/sdmx-components.ts';
import { buildStructureMessage } from '#server/domain/standards/sdmx/write-structure.ts';
import { addresses, buildExchange, buildValue, difficultText } from '#tests/support/standards/exchange.ts';
import structureSchema from '#tests/support/standards/sdmx-structure-profile.json' with { type: 'json' };
import { lintIati } from '#tests/support/standards/validate.ts';

async function write(exchange: Exchange): Promise<string> {
  let xml = '';
  async function* read(indicator?: string) {
    yield [buildValue({})].filter(({ indicator_code }) => indicator_code === indicator);
  }
  for await (const piece of serialiseIati({ exchange, addresses }, read)) xml += piece;
  return xml;
}

describe('a withdrawn publication says so', () => {
  const of = (number: number) => ({
    number,
    reason: `Counted twice ${difficultText}`,
    at: '2026-07-01T08:00:00.000Z',
  });
  const standing = buildExchange();
  /** One of its plan was withdrawn too, of which nothing is said here. */
  const exchange = buildExchange({ publication: { ...standing.publication, withdrawals: [of(4), of(3)] } });
  const sentence = 'Publication 3 was withdrawn on 1 July 2026';

  test('in IATI: in the file and in each activity, and the file stays valid', async () => {
    const xml = await write(exchange);
    expect(await lintIati(xml)).toEqual([]);
    const activities = xml.split('<iati-activity ').slice(1);
    expect(activities).toHaveLength(exchange.activities.length + 1);
    expect(/<iati-activities [^>]*>/.exec(xml)?.[0]).toContain(
      'tracker:withdrawn="2026-07-01T08:00:00.000Z"',
    );
    for (const activity of activities) {
      expect(activity).toMatch(/^[^>]*tracker:withdrawn="2026-07-01T08:00:00.000Z"/);
      expect(activity).toContain(`<description type="4"><narrative>${sentence}: Counted twice`);
    }
    expect(xml.slice(0, xml.indexOf('<iati-activities'))).toContain(sentence);
    expect(xml).not.toContain('Publication 4');
    expect(await lintIati(xml.replaceAll(/withdrawn="[^"]*"/g, 'withdrawn="yes"'))).not.toEqual([]);
    expect(await write(standing)).not.toContain('withdrawn');
  });

  test('in SDMX: as an annotation of structure and data flow, and in every line', () => {
    const message = buildStructureMessage({ exchange, addresses });
    const validate = addFormats.default(new Ajv({ strict: false })).compile(structureSchema);
    validate(message);
    expect(validate.errors ?? []).toEqual([]);
    for (const artefact of [...message.data.dataStructures, ...message.data.dataflows]) {
      expect(artefact).toMatchObject({
        annotations: [
          {
            id: 'WITHDRAWN',
            value: '2026-07-01T08:00:00.000Z',
            text: expect.stringContaining(sentence) as string,
          },
        ],
        description: expect.stringContaining(sentence) as string,
      });
    }
    const notice = buildSdmxColumns({ exchange, addresses }).find(({ name }) => name === 'NOTICE');
    expect(notice?.cell(buildValue({}))).toBe(`${sentence}. Everything is fictional.`);
    expect(JSON.stringify(buildStructureMessage({ exchange: standing, addresses }))).not.toContain(
      'annotations',
    );
  });

  test('in HXL: in every line, by a tag that the tables have', () => {
    const from = { exchange, addresses };
    const [activity] = listHxlActivities(exchange);
    if (!activity) throw new Error('There is an activity.');
    for (const cell of [
      buildHxlValueColumns(from)
        .find(({ tag }) => tag === '#meta+notice')
        ?.cell(buildValue({})),
      buildHxlActivityColumns(from)
        .find(({ tag }) => tag === '#meta+notice')
        ?.cell(activity),
    ]) {
      expect(cell).toBe(`${sentence}. Everything is fictional.`);
    }
  });

  test('in the catalogue and for search engines of data sets, with what stands in its place', () => {
    const listed = (number: number, withdrawn: { at: string; reason: string } | null) => ({
      number,
      plan: { code: 'PLAN-1', title: 'A plan' },
      title: 'Progress',
      note: '',
      notice: '',
      publishedAt: '2026-06-16T02:00:00.000Z',
      round: { code: '2025-H1', title: 'First half of 2025' },
      withdrawn,
    });
    const other = { ...listed(5, null), plan: { code: 'PLAN-2', title: 'Another' } };
    const graph = buildCatalog(
      exchange,
      [listed(7, of(7)), listed(6, null), other, listed(4, of(4)), listed(3, of(3)), listed(2, null)],
      'https://tracker.example.org',
    )['@graph'] as Record<string, unknown>[];
    const node = (number: number) =>
      graph.find((each) => String(each['@id']).endsWith(`/publications/${number}#dataset`));
    const status = { 'adms:status': { '@id': 'http://purl.org/adms/status/Withdrawn' } };
    const instead = {
      'dcterms:isReplacedBy': { '@id': expect.stringContaining('/publications/6#') as string },
    };
    for (const number of [3, 4]) {
      expect(node(number)).toMatchObject({ ...status, ...instead });
      expect(JSON.stringify(node(number)?.['dcterms:description'])).toContain(
        `Publication ${number} was withdrawn`,
      );
    }
    expect(node(7)).toMatchObject(status);
    // A publication changes by its withdrawal alone.
    expect(node(7)?.['dcterms:modified']).toMatchObject({ '@value': of(7).at });
    expect(node(6)?.['dcterms:modified']).toMatchObject({ '@value': listed(6, null).publishedAt });
    expect(node(7)).not.toHaveProperty(['dcterms:isReplacedBy']);
    for (const number of [2, 5, 6]) {
      expect(node(number)).not.toHaveProperty(['adms:status']);
      expect(node(number)).not.toHaveProperty(['dcterms:isReplacedBy']);
    }
    const dataset = buildDataset(exchange.publication, 'First half of 2025', 'https://tracker.example.org');
    expect(dataset).toMatchObject({ creativeWorkStatus: 'Withdrawn' });
    expect(dataset.description).toContain(sentence);
    expect(
      buildDataset(standing.publication, 'First half of 2025', 'https://tracker.example.org'),
    ).not.toHaveProperty('creativeWorkStatus');
  });

  test('in the head of a file', () => {
    const head = (publication: typeof exchange.publication) =>
      createDocument({ type: 'text/csv', body: '', publication }).headers.get('publication-withdrawn');
    expect(head(exchange.publication)).toBe('2026-07-01T08:00:00.000Z');
    expect(head(standing.publication)).toBeNull();
  });
});
