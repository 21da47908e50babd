import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '#db/client.ts';
import { type BuiltPublication, buildPublication } from '#server/domain/publication/build-publication.ts';
import { addressOf, type FigureDocument } from '#server/domain/publication/documents.ts';
import { drawFigureDocument } from '#server/publications/draw-figures.ts';
import type { PublicationInput } from '#server/domain/publication/publication-input.ts';
import { calculateContentRoot } from '#server/publications/seal.ts';
import { serialiseDocument } from '#server/publications/serialise-document.ts';
import { savePublication } from '#server/publications/save-publication.ts';
import { listEarlierFigures } from '#server/loaders/publication/load-earlier-figures.ts';
import { buildGrownInput } from '#tests/load/grown-publication.ts';
import { takeOver } from '#tests/load/growth.ts';
import { type HttpServer, serveWorld } from '#tests/support/http-server.ts';
import { loadPublicPages } from '#tests/support/pages-from-source.ts';
import { createWorld, type World } from '#tests/support/world.ts';

/** Plans of the usual size and of ten times that, published straight into the database; the larger one twice. */
let world: World;
let server: HttpServer;
const built = new Map<number, BuiltPublication>();
const checksums = new Map<number, string>();

beforeAll(async () => {
  world = await createWorld();
  const owner = openDatabase(world.database.url, { max: 1, statementTimeoutMs: 60_000, name: 'test' });
  const publish = async (number: number, factor: number, times: number, before: PublicationInput | null) => {
    const input = buildGrownInput(factor, { number, corrected: { state: 'KH', times } });
    await owner.transaction(async (tx) => {
      const reuse = before ? await takeOver(tx, input, before) : null;
      // To hold it against: nothing taken over, and all decided against everything that was shown before.
      const earlier = await listEarlierFigures(tx, input.figures.rounds);
      built.set(number, buildPublication({ ...input, figures: { ...input.figures, earlier } }));
      const stored = await savePublication(tx, buildPublication({ ...input, reuse }), reuse?.earlier ?? null);
      checksums.set(number, stored.contentSha256);
    });
    return input;
  };
  await publish(1, 1, 0, null);
  await publish(3, 10, 1, await publish(2, 10, 0, null));
  await owner.$client.end();
  server = await serveWorld(world, { loadBuild: loadPublicPages });
});
afterAll(async () => {
  await server?.stop();
  await world?.close();
});

test('what is stored is what is built and drawn with nothing taken over from the publication before', async () => {
  for (const [number, publication] of built) {
    const documents = new Map(publication.documents);
    for (const [address, body] of publication.documents) {
      if (!address.startsWith('figure/')) continue;
      const figure = body as FigureDocument;
      documents.set(addressOf.drawing(figure.id), drawFigureDocument(figure));
    }
    const expected = [...documents].map(([address, body]) => ({
      address,
      sha256: serialiseDocument(address, body).sha256,
    }));
    const rows = await world.owner<{ address: string; sha256: string }[]>`
      select address, sha256 from published.publication_document where publication = ${number}`;
    expect(new Map(rows.map(({ address, sha256 }) => [address, sha256]))).toEqual(
      new Map(expected.map(({ address, sha256 }) => [address, sha256])),
    );
    expect(checksums.get(number)).toBe(calculateContentRoot(expected));
  }
});

test('a correction of one indicator adds the documents that say it, and no others', async () => {
  const added = await world.owner<{ address: string }[]>`
    select address from published.publication_document n
    where publication = 3 and not exists (select from published.publication_document o
      where o.publication = 2 and o.sha256 = n.sha256) order by 1`;
  expect(added.map(({ address }) => address)).toEqual([
    'drawing/KH.figures',
    'drawing/X0.by-state',
    'drawing/X0.course',
    'drawing/X0.part',
    'figure/KH.figures',
    'figure/X0.by-state',
    'figure/X0.course',
    'figure/X0.part',
    // The title of a figure says what is found.
    'figures',
    'publication',
    'totals',
    'values/X0/GROWN10-R4',
  ]);
});

test('an address of no publication, or of a document that is not there, is refused', async () => {
  const add = (publication: string, sha256: string) =>
    world.owner.script(`
      with added as (insert into published.publication (number, plan_code, plan_title, plan_starts_on, plan_ends_on,
          notice, round_code, title, published_at, compilation_sha256, content_sha256)
        select 99, plan_code, plan_title, plan_starts_on, plan_ends_on, notice, round_code, title, published_at,
          compilation_sha256, content_sha256 from published.publication where number = 1 returning number)
      insert into published.publication_document (publication, address, sha256)
        select ${publication}, 'narratives/none', ${sha256} from added`);
  const stored = '(select min(sha256) from published.document)';
  await expect(add('number + 1', stored)).rejects.toMatchObject({ code: '23503' });
  await expect(add('number', "repeat('0', 64)")).rejects.toThrow('refers to published.document 0000');
});

const marks = (html: string) => html.match(/href="\/activities\/[^"]+"/g)?.length ?? 0;

test('the plan has a symbol for each of some activities, and none where there are hundreds', async () => {
  const usual = (await server.send({ path: '/plan?publication=1' })).text;
  expect(usual).toContain('id="plan-at-a-glance"');
  expect(marks(usual)).toBeGreaterThan(43);

  const largePlan = (await server.send({ path: '/plan?publication=3' })).text;
  expect(largePlan).not.toContain('id="plan-at-a-glance"');
  const large = (await server.send({ path: '/?publication=3' })).text;
  // The first delayed ones with the way to all of them; how many there are is said.
  expect(large).toContain('86 activities are delayed');
  expect(large).toContain('href="/plan?late=yes&amp;publication=3"');
  expect(large.length).toBeLessThan(usual.length * 1.3);
});
