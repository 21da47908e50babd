import { RouterContextProvider } from 'react-router';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RequestContext, requestContext } from '#app/request-context.ts';
import { action } from '#app/routes/secretariat/plan.tsx';
import { parseCsv } from '#tests/integration/data/data-world.ts';
import { type HttpServer, serveWorld } from '#tests/support/http-server.ts';
import { loadPublicPages } from '#tests/support/pages-from-source.ts';
import { createRandom } from '#tests/support/random-report.ts';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { bringReportTo, createTeam } from '#tests/support/reports.ts';
import type { Person, World } from '#tests/support/world.ts';
import { planCode, reporters, rounds, statuses } from './unseen-plan.ts';

/** A world in which the first round of the unseen plan is published. */
type Stage = {
  world: World;
  secretariat: Person;
  /** Has a reporter report on that round, or report anew; with one of so many random versions. */
  report: (reporter: string, random: ReturnType<typeof createRandom>, versions?: number) => Promise<void>;
};

/**
 * The plan that comes with the tracker is published second, so here it is the other one. Each test goes on from the
 * one before.
 */
export function describeTwoPlans(stage: () => Stage): void {
  const [round = ''] = rounds;

  describe('beside another plan', () => {
    let world: World;
    let secretariat: Person;
    const other = 'BOHOL-2';
    let server: HttpServer;
    const get = async (path: string) => {
      await server.refresh();
      const answer = await server.send({ path });
      expect([path, answer.status]).toEqual([path, 200]);
      return answer.text;
    };
    /** Sends the form of the page of the plan. */
    const send = async (fields: Record<string, string>) => {
      const context = new RouterContextProvider();
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      context.set(requestContext, { caller: secretariat.caller, requestId: 'test', form } as RequestContext);
      return action({ context } as unknown as Parameters<typeof action>[0]);
    };
    const numbersOf = (text: string) => parseCsv(text).map((row) => row['publication']);
    const scopeOf = async (publication?: number) =>
      (await world.anonymous.dashboard.scope({ publication })).publication;

    beforeAll(async () => {
      ({ world, secretariat } = stage());
      server = await serveWorld(world, { loadBuild: loadPublicPages });
      expect(await get('/')).not.toContain('Other plans');
      // A word that both plans take.
      await world.owner`insert into tracker.plan_status (plan_id, status_code, position)
        select id, 'dreaming', 99 from tracker.plan where code = ${other}`;
      await secretariat.caller.round.open({ round: '2024-H2' });
      for (const reporter of ['TH', 'VN', 'ACWC']) {
        const team = await createTeam(world, reporter);
        await bringReportTo(secretariat, team, { round: '2024-H2', reporter }, 'accepted');
      }
      await secretariat.caller.compilation.create({ round: '2024-H2' });
      const { number } = await secretariat.caller.publication.publish({ round: '2024-H2' });
      expect(number).toBe(2);
    });
    afterAll(() => server.stop());

    test('stays on the front page when the other is published', async () => {
      expect(await scopeOf()).toMatchObject({
        number: 1,
        newest: 1,
        isLeading: true,
        plan: { code: planCode },
      });
      const front = await get('/');
      expect(front).toContain('Plan of the seas 2031 to 2034');
      expect(front).toMatch(/<a href="\/plans"[^>]*>Other plans/);
      expect(front).not.toContain('another plan than the front page');
      expect(numbersOf(await get('/data/v1/publications.csv'))).toEqual(['1']);
    });

    test('the other reads right under the number of its publication', async () => {
      const { dashboard } = world.anonymous;
      const publication = 2;
      expect(await scopeOf(2)).toMatchObject({
        number: 2,
        newest: 2,
        isLeading: false,
        plan: { code: other },
      });
      const overview = await dashboard.overview({ publication });
      // The first of its plan: nothing of the other plan was added, removed or put right by it.
      expect('changes' in overview && overview.changes).toBeNull();
      const words = 'statuses' in overview ? overview.statuses.map(({ code }) => code) : [];
      expect(words.filter((code) => statuses.includes(code))).toEqual(['dreaming']);
      // Of the lists that all plans share it has what is its own.
      const exchange = await dashboard.exchange({ publication });
      const codes = ({ reporters: all, tags, lenses, articles }: typeof exchange) =>
        [...all, ...tags, ...lenses, ...articles].map(({ code }) => code);
      for (const code of [...reporters.bodies, 'deep', 'wide', 'currents', 'I.1']) {
        expect(codes(exchange)).not.toContain(code);
      }
      expect(codes(exchange)).toEqual(expect.arrayContaining(['ACWC', 'online-scams', 'TH']));
      expect(exchange.partners.map(({ slug }) => slug)).not.toContain('lighthouse-trust');
      const seas = await dashboard.exchange({ publication: 1 });
      expect(codes(seas)).toEqual(
        expect.arrayContaining([...reporters.bodies, 'deep', 'wide', 'currents', 'I.1']),
      );
      expect(codes(seas)).not.toContain('online-scams');
      expect(await dashboard.publication({ number: 2 })).toMatchObject({
        previous: null,
        next: null,
        changes: null,
        errata: [],
      });
      expect(await dashboard.publication({ number: 1 })).toMatchObject({ next: null, errata: [] });
      expect(await dashboard.activity({ code: 'A1.1', publication })).toMatchObject({ wordChanges: [] });
      const found = await dashboard.search({ question: 'progress', kind: 'publication', publication });
      expect(found.hits.map(({ code }) => code)).toEqual(['2']);
      for (const path of ['/', '/plan', '/indicators', '/indicators/I-C2', '/states/th', '/publications']) {
        const page = await get(`${path}?publication=2`);
        expect(page).toContain('These pages are about another plan than the front page');
        expect(page).not.toContain('An older publication is shown');
      }
      // Its own page without the number in the address: in its frame, with links that stay with it.
      // What the navigation offers is there: the topic belongs to one of the plans.
      expect(await get('/?publication=2')).toContain('href="/lens/online-scams?publication=2"');
      expect((await get('/')).includes('/lens/online-scams')).toBe(false);
      const own = await get('/publications/2');
      expect(own).toContain('These pages are about another plan than the front page');
      expect(own).toContain('href="/indicators?publication=2"');
    });

    test('its receipts, files and comparisons hold nothing of the first', async () => {
      const { dashboard } = world.anonymous;
      expect(numbersOf(await get('/data/v1/publications.csv?publication=2'))).toEqual(['2']);
      const [value] = parseCsv(await get('/data/v1/values.csv?publication=2'));
      const uri = new URL(value?.['uri'] ?? '');
      expect(uri.pathname).toMatch(/^\/plans\/BOHOL-2\/values\//);
      const led = await server.send({ path: uri.pathname });
      expect([led.status, led.headers['location']]).toEqual([
        302,
        `${uri.pathname.replace('/plans/BOHOL-2', '')}?publication=2`,
      ]);
      const receipt = await get(String(led.headers['location']));
      expect(receipt).toContain('These pages are about another plan than the front page');
      const [first] = parseCsv(await get('/data/v1/values.csv?publication=1'));
      expect(new URL(first?.['uri'] ?? '').pathname).toMatch(/^\/values\//);
      expect((await refusalOfCall(dashboard.compare({ from: 1, to: 2 }))).code).toBe('BAD_INPUT');
      expect(await get('/publications/compare?from=1&to=2')).toContain('are of two plans');
      const choices = await dashboard.comparisonChoices({ publication: 2 });
      expect(choices).toMatchObject({ plan: { code: other }, otherPlans: [{ code: planCode, newest: 1 }] });
      expect(choices.indicators.map(({ code }) => code)).toContain('I-C2');
      const catalogue = await get('/data/v1/catalog.jsonld');
      expect(catalogue.match(/"dcat:DatasetSeries"/g)).toHaveLength(1);
      expect(
        (await get('/data/v1/catalog.jsonld?publication=2')).match(/"dcat:DatasetSeries"/g),
      ).toHaveLength(2);
    });

    test('published again it is compared with its own publication before', async () => {
      await world.owner`update tracker.activity_status set label = 'It dreams' where code = 'dreaming'`;
      await stage().report('TH', createRandom(11), 1);
      await secretariat.caller.compilation.create({ round });
      expect(await secretariat.caller.publication.preview({ round })).toMatchObject({
        number: 3,
        current: { number: 1, holdsRound: true, isLater: false },
      });
      expect((await secretariat.caller.publication.publish({ round })).number).toBe(3);
      const { dashboard } = world.anonymous;
      expect(await scopeOf()).toMatchObject({ number: 3, newest: 3, isLeading: true });
      expect(await scopeOf(1)).toMatchObject({ newest: 3 });
      expect(await scopeOf(2)).toMatchObject({ newest: 2 });
      const page = await dashboard.publication({ number: 3 });
      expect(page).toMatchObject({ previous: 1, next: null });
      expect(page.changes).toMatchObject({
        since: 1,
        newRounds: [],
        added: { activities: [], indicators: [] },
        removed: { activities: [], indicators: [] },
      });
      expect(page.changes?.figures.length).toBeGreaterThan(0);
      const { wordChanges } = await dashboard.activity({ code: 'act.1' });
      expect(wordChanges.map(({ code, publication }) => [code, publication])).toEqual([['dreaming', 1]]);
      expect((await dashboard.publication({ number: 1 })).errata.map(({ number }) => number)).toEqual([3]);
      expect(await dashboard.publication({ number: 2 })).toMatchObject({ next: null, errata: [] });
      const overview = await dashboard.overview({});
      expect('changes' in overview && overview.changes).toMatchObject({
        since: { number: 1 },
        added: [],
        removed: [],
      });
      const [changed] = page.changes?.figures ?? [];
      expect(
        await dashboard.valueReceipt({
          publication: 1,
          indicator: changed?.indicator ?? '',
          round,
          scope: 'region',
          cell: 'total',
        }),
      ).toMatchObject({ newer: { number: 3 }, history: [{ number: 1 }] });
      expect(numbersOf(await get('/data/v1/publications.csv'))).toEqual(['3', '1']);
      const older = await get('/plan?publication=1');
      expect(older).toContain('An older publication is shown');
      expect(older).toMatch(/<a href="\/plans\?publication=1"[^>]*>See all plans/);
    });

    test('the lists of plans and publications name each with its own', async () => {
      const { plans } = await world.anonymous.dashboard.plans({});
      expect(
        plans.map(({ code, publications, newest, isLeading }) => [
          code,
          publications,
          newest.number,
          isLeading,
        ]),
      ).toEqual([
        [planCode, 2, 3, true],
        [other, 1, 2, false],
      ]);
      expect((await server.send({ path: '/plans' })).headers['cache-control']).toMatch(/^public/);
      const page = await get('/plans');
      expect(page).toContain('2 plans are published');
      for (const address of ['/?publication=3', '/?publication=2'])
        expect(page).toContain(`href="${address}"`);
      expect((await get('/publications')).match(/<table/g)).toHaveLength(2);
      const feed = await get('/feed.xml');
      expect([...feed.matchAll(/<entry><title>([^<]*)/g)].map(([, title]) => title)).toEqual([
        expect.stringMatching(/^Publication 3: .*\(Plan of the seas 2031 to 2034\)$/),
        expect.stringMatching(/^Publication 2: .*\(ASEAN .* 2023-2028\)$/),
        expect.stringMatching(/^Publication 1: .*\(Plan of the seas 2031 to 2034\)$/),
      ]);
      const led = await server.send({ path: '/plans/SEA.2031' });
      expect([led.status, led.headers['location'], led.headers['cache-control']]).toEqual([
        302,
        '/?publication=3',
        'public, max-age=60',
      ]);
      expect((await server.send({ path: '/plans/SEA.2031//example.org/x' })).headers['location']).toBe(
        '/example.org/x?publication=3',
      );
      expect((await server.send({ path: '/plans/NONE' })).status).toBe(404);
    });

    test('another plan is chosen by the secretariat, once, and the front page turns', async () => {
      const { plan } = secretariat.caller;
      expect(await plan.leading()).toEqual({ leading: planCode, choices: [] });
      expect((await refusalOfCall(plan.lead({ plan: 'NONE', instead: planCode }))).code).toBe('NOT_FOUND');
      expect((await refusalOfCall(plan.lead({ plan: other, instead: other }))).code).toBe('CONFLICT');
      await plan.lead({ plan: planCode, instead: planCode });
      expect((await plan.leading()).choices).toEqual([]);
      // By the form: the first press says what changes, the second does it.
      const asked = { lead: other, instead: planCode };
      expect(await send(asked)).toMatchObject({ data: { typed: asked, refusal: null } });
      expect((await plan.leading()).leading).toBe(planCode);
      const done = await send({ ...asked, intent: 'lead' }).catch((thrown: unknown) => thrown);
      expect((done as Response).headers.get('location')).toBe('/secretariat/plan?plan=BOHOL-2&led=1#front');
      await plan.lead({ plan: other, instead: planCode });
      expect(await plan.leading()).toMatchObject({
        leading: other,
        choices: [{ plan: other, instead: planCode, by: secretariat.viewer.name }],
      });
      expect(await scopeOf()).toMatchObject({ number: 2, newest: 2, isLeading: true });
      expect(await scopeOf(3)).toMatchObject({ number: 3, newest: 3, isLeading: false });
      expect(await get('/')).not.toContain('Plan of the seas 2031 to 2034');
      expect(await get('/plan?publication=1')).toContain('href="/plan?publication=3"');
      const { entries } = await secretariat.caller.audit.list({ kind: 'leading_plan' });
      expect(entries.map(({ event, subject, detail }) => [event, subject, detail['from']])).toEqual([
        ['chosen', other, planCode],
      ]);
      expect((await secretariat.caller.audit.verify({})).faults).toEqual([]);
    });

    test('a withdrawn publication gives way to one of its own plan', async () => {
      await secretariat.caller.publication.withdraw({ number: 3, reason: 'Counted twice.' });
      expect(await scopeOf(1)).toMatchObject({ number: 1, newest: 1, withdrawals: [{ number: 3 }] });
      expect(await scopeOf(3)).toMatchObject({ newest: 1, withdrawals: [{ number: 3 }] });
      expect(await scopeOf()).toMatchObject({ number: 2, withdrawals: [] });
      expect((await server.send({ path: '/plans/SEA.2031' })).headers['location']).toBe('/?publication=1');
      expect(await get('/publications/3')).toContain('href="/publications/1"');
      await secretariat.caller.publication.withdraw({ number: 1, reason: 'Counted twice.' });
      expect(await scopeOf()).toMatchObject({ number: 2, withdrawals: [] });
      const { plan } = secretariat.caller;
      expect((await refusalOfCall(plan.lead({ plan: planCode, instead: other }))).code).toBe(
        'NOT_ALLOWED_NOW',
      );
      // The leading plan stays, under its notice, when all of it is withdrawn: no other takes its place.
      await secretariat.caller.publication.withdraw({ number: 2, reason: 'Counted twice.' });
      expect(await scopeOf()).toMatchObject({ number: 2, withdrawals: [{ number: 2 }] });
    });
  });
}
