import { unzipSync } from 'fflate';
import { extractText, getDocumentProxy } from 'unpdf';
import { identifier } from '#db/statement.ts';
import type { ReportDocument } from '#server/domain/report/document.types.ts';
import type { HttpServer } from '#tests/support/http-server.ts';
import { rounds } from '#tests/support/rounds.ts';
import type { World } from '#tests/support/world.ts';
import { fetchAll, fetchAnswers, type Get, listAddresses } from '../plan/old-addresses.ts';

/** Something that a reader can get hold of, as text. */
export type Artefact = { name: string; text: string };

/** Cards of figures are drawn from them; one in so many is looked at. */
const cards = rounds(12, 2);

/**
 * Everything that the public can get of a publication: pages with what they are drawn from, open data and files of
 * other standards, figures, cards, pictures, receipts, report files, search and the feed. `codes` are activities and
 * indicators whose pages are looked at in any case. Of pages and drawings one in `oneIn` is asked for.
 */
export async function collectPublic(
  world: World,
  server: HttpServer,
  number: number,
  codes: readonly string[],
  oneIn: number,
): Promise<Artefact[]> {
  const isChosen = (_: string, at: number) => at % oneIn === 0;
  const isThere = async (path: string) => (await server.send({ path })).status === 200;
  const get: Get = (path) => server.send({ path });
  const { pages, drawn, files } = await listAddresses(world, get, number, codes);
  const report = files.filter((path) => path.includes('/report.'));
  const hasReport = await isThere(report[0]!);
  const figures = await world.owner<{ id: string }[]>`
    select figure as id from rows.drawing where publication = ${number} order by position`;
  const pin = (path: string) => `${path}${path.includes('?') ? '&' : '?'}publication=${number}`;
  const kinds = ['overview', 'indicator/I-B3', 'state/TH', 'lens/online-scams', `publication/${number}`];
  const more = [
    ...figures.filter((_, at) => at % cards === 0).map(({ id }) => pin(`/og/figures/${id}`)),
    ...kinds.map((kind) => pin(`/og/pages/${kind}`)),
    ...figures.filter((_, at) => at % cards === 1).map(({ id }) => pin(`/figures/${id}/picture.png`)),
    ...['persons', 'I-B3', 'Thailand', 'scams'].map((words) => pin(`/search?q=${words}`)),
    '/feed.xml',
    '/sitemap.xml',
    ...(number > 1
      ? [`/publications/compare?from=1&to=${number}`, `/publications/compare/changes.csv?from=1&to=${number}`]
      : []),
  ];
  const answers = await fetchAnswers(get, pages.filter(isChosen));
  const bytes = await fetchAll(get, [
    ...drawn.filter(isChosen),
    ...files.filter((path) => hasReport || !report.includes(path)),
    ...more,
  ]);
  return [
    ...[...answers].map(([path, answer]) => ({ name: `loader of ${path}`, text: JSON.stringify(answer) })),
    ...(await Promise.all([...bytes].map(async ([name, one]) => ({ name, text: await readAsText(one) })))),
  ];
}

/** Every row of every table that the public role can read, whatever any page makes of it: documents, the search index. */
export async function collectStored({ owner }: World): Promise<Artefact[]> {
  const tables = await owner<{ name: string }[]>`
    select table_name as name from information_schema.tables where table_schema = 'published'`;
  const artefacts: Artefact[] = [];
  for (const { name } of tables) {
    const rows = await owner<{ text: string }[]>`
      select to_jsonb(t)::text as text from published.${identifier(name)} t`;
    artefacts.push(...rows.map(({ text }, at) => ({ name: `row ${at} of ${name}`, text })));
  }
  return artefacts;
}

/** The editions of all drafts, by name: "somtc", "state-KH". */
export async function collectEditions(world: World): Promise<Map<string, Artefact[]>> {
  const rows = await world.owner<
    { round: string; edition: string; scope: string; document: ReportDocument }[]
  >`
    select r.code as round, e.edition, e.scope, e.document from tracker.report_edition e
    join tracker.report_draft d on d.id = e.draft_id join tracker.round r on r.id = d.round_id`;
  const named = rows.map(({ round, edition, scope, document }) => ({
    edition: [edition, scope].filter(Boolean).join('-'),
    artefact: { name: `${edition} ${scope} of ${round}`, text: JSON.stringify(document) },
  }));
  const byEdition = Map.groupBy(named, ({ edition }) => edition);
  return new Map([...byEdition].map(([edition, all]) => [edition, all.map(({ artefact }) => artefact)]));
}

/** What is written in a file: the parts of an archive (Word, workbook, bundle), the text of a PDF, or itself. */
export async function readAsText(bytes: Buffer): Promise<string> {
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') {
    const parts = Object.values(unzipSync(bytes)).map((part) => readAsText(Buffer.from(part)));
    return (await Promise.all(parts)).join('\n');
  }
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') {
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
    return text;
  }
  return bytes.toString('utf8');
}
