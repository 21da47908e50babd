import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listSearchedAddresses, listSearchEntries } from '#server/domain/search/search-entries.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import { createSeason, type Season } from '#tests/integration/publication/season.ts';

let season: Season;
beforeAll(async () => {
  season = await createSeason(88);
  await season.open('2025-H2');
  for (const reporter of ['TH', 'KH', 'SOMTC']) {
    await season.report('2025-H2', reporter, { mark: `Quetzalwort of ${reporter}` });
  }
  await season.compileAndPublish('2025-H2');
});
afterAll(() => season?.world.close());

const ask = (question: string, more: { kind?: string; page?: number } = {}) =>
  season.world.anonymous.dashboard.search({ question, ...more });
const codes = async (question: string) =>
  (await ask(question)).hits.map(({ kind, code }) => `${kind} ${code}`);

describe('search', () => {
  test('finds a thing by its code first, whatever its case', async () => {
    expect((await codes('I-B3'))[0]).toBe('indicator I-B3');
    expect((await codes('a1.1'))[0]).toBe('activity A1.1');
    expect((await codes('somtc'))[0]).toBe('body SOMTC');
  });

  test('finds by words in any form and by mistyped ones, and says what was understood', async () => {
    const typed = await ask('prosecutd');
    expect(typed.words).toEqual([{ typed: 'prosecutd', meant: 'prosecuted' }]);
    expect(typed.hits.map(({ code }) => code)).toContain('I-C3');
    expect(await codes('Thialand')).toContain('state TH');
  });

  test.each([
    ['repatriaton', 'indicator I-B10'],
    ['donor', 'page partners'],
    ['timeline', 'page plan'],
    ['unfunded', 'page plan?partner=none'],
  ])('%s finds %s', async (question, hit) => {
    expect(await codes(question)).toContain(hit);
  });

  test('finds released words of reporters and none that were not released', async () => {
    const released = await season.world.owner<{ code: string; released: boolean }[]>`
      select a.code, bool_or(r.narrative_released and r.achievements || r.challenges || r.next_steps
        ilike '%quetzalwort%') as released
      from tracker.compiled_activity_report r join tracker.activity a on a.id = r.activity_id
      group by a.code order by a.code`;
    const found = new Set<string>();
    for (let page = 1; page <= 3; page += 1) {
      for (const hit of (await ask('quetzalwort', { page })).hits) found.add(hit.code);
    }
    expect([...found].sort()).toEqual(released.filter(({ released: is }) => is).map(({ code }) => code));
    expect(found.size).toBeGreaterThan(3);
    expect(released.length).toBeGreaterThan(found.size);
  });

  test('counts by kind agree with what a kind alone gives', async () => {
    const all = await ask('trafficking');
    expect(all.kinds.reduce((sum, { count }) => sum + count, 0)).toBe(all.total);
    for (const { kind, count } of all.kinds) {
      const one = await ask('trafficking', { kind });
      expect(one.total).toBe(count);
      expect(new Set(one.hits.map((hit) => hit.kind))).toEqual(new Set([kind]));
    }
  });

  test('falls back to some of the words, and says so', async () => {
    const answer = await ask('screening zzqqzzqq');
    expect(answer).toMatchObject({ isPartial: true });
    expect(answer.total).toBeGreaterThan(0);
    expect(await ask('zzqqzzqq')).toMatchObject({ total: 0, hits: [], isPartial: false });
  });

  test.each(["'; drop table x; --", ':* & | ! ( )', '\\', '%_%', '🙂', 'a'.repeat(200), '<b>&amp;'])(
    'takes %j as text',
    async (question) => {
      expect(await ask(question)).toMatchObject({ question });
    },
  );

  test('refuses more than 200 characters with a sentence', async () => {
    await expect(ask('victims '.repeat(40))).rejects.toThrow('Search for 200 characters at most.');
  });

  test('marks what was found, and never hands out markup', async () => {
    const { hits } = await ask('investigation');
    const excerpts = hits.map(({ excerpt }) => excerpt).filter((text) => text.includes('\u0002'));
    expect(excerpts.length).toBeGreaterThan(0);
    for (const text of excerpts) expect(text.split('\u0002').length).toBe(text.split('\u0003').length);
  });

  test('what is stored is what its documents say', async () => {
    const { connections, base } = season.world;
    const stored = await connections.public.execute(sql`
      select kind, code, path, title, body, position from published.search_entry where publication = 1
      order by kind collate "C", code collate "C"`);
    const { plan } = await readDocuments(base.published, 1, 'plan');
    const documents = await base.published.read(1, listSearchedAddresses(plan));
    const { publications } = await base.published.list();
    const key = ({ kind, code }: { kind: string; code: string }) => `${kind} ${code}`;
    const made = listSearchEntries(documents, publications).sort((a, b) => (key(a) < key(b) ? -1 : 1));
    expect(made).toEqual([...stored]);
    expect(stored.length).toBeGreaterThan(100);
  });
});
