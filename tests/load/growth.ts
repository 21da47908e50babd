import type { Sql } from '#db/client.ts';
import { openDatabase } from '#db/client.ts';
import { writeDrawings } from '#server/use-cases/publication/write-drawings.ts';
import { writeSearch } from '#server/use-cases/publication/write-search.ts';

/** A publication of about the real plan's size, and ten and a hundred times that. */
export const factors = [1, 10, 100] as const;
export const growthNumber = (factor: number) => 900 + factors.indexOf(factor as (typeof factors)[number]);

/** Of one size: activities, indicators, rounds; each indicator with a split of five, for the region and eleven states. */
export const realSize = { activities: 43, indicators: 30, rounds: 4 };

/**
 * Writes a publication of a size straight into the public tables, as the owner: what is measured is reading, and a
 * hundred plans in one would take an hour to report. Returns milliseconds to define and draw its figures.
 */
export async function writeGrownPublication(owner: Sql, ownerUrl: string, factor: number): Promise<number> {
  const number = growthNumber(factor);
  const { activities, indicators, rounds } = realSize;
  await owner.begin(async (tx) => {
    await tx.script(`
      insert into published.publication (number, plan_code, plan_title, plan_starts_on, plan_ends_on, notice,
          round_code, title, published_at, compilation_sha256, content_sha256)
        values (${number}, 'GROWN', 'A grown plan', '2023-01-01', '2028-12-31', 'Generated data.', 'R${rounds}',
          'A publication of ${factor} times the size', now(), repeat('0', 64), repeat('0', 64));
      insert into published.round (publication, code, title, period_start, period_end, due_on, position)
        select ${number}, 'R' || n, 'Round ' || n, make_date(2023 + n, 1, 1), make_date(2023 + n, 12, 31),
          make_date(2024 + n, 3, 31), n from generate_series(1, ${rounds}) n;
      insert into published.activity_status_word (publication, code, label, mark, iati_code, position, is_late,
          is_done, is_on_track)
        select ${number}, code, label, mark, iati_code, position, is_late, is_done, is_on_track
        from tracker.activity_status;
      insert into published.reporter (publication, code, kind, name, pillar, iso3, m49)
        select ${number}, p.code, p.kind, coalesce(m.name, b.name), b.pillar, m.iso3, m.m49
        from tracker.reporter p left join tracker.member_state m on m.id = p.state_id
        left join tracker.sectoral_body b on b.id = p.body_id;
      insert into published.area (publication, code, title, position)
        select ${number}, chr(64 + n), 'Area ' || n, n from generate_series(1, 4) n;
      insert into published.objective (publication, code, area_code, title, position)
        select ${number}, a.code || n, a.code, 'Objective ' || n, a.position * 10 + n
        from published.area a, generate_series(1, 3) n where a.publication = ${number};
      insert into published.activity (publication, code, objective_code, area_code, title, description,
          active_years, lead, cooperating, states, partners, articles, tags, lenses, basis, position)
        select ${number}, o.code || '.' || n, o.code, o.area_code, 'Activity ' || n || ' with a title of usual length',
          'What is done, in a sentence of usual length.', '{2024,2025,2026}', 'SOMTC', '{ACWC}', '{TH,KH}', '{}', '{}',
          '{}', '{}', '', n
        from (select code, area_code, row_number() over (order by code) as at from published.objective
          where publication = ${number}) o
        join generate_series(1, ${activities * factor}) n on n % 12 + 1 = o.at;
      insert into published.activity_status (publication, activity_code, round_code, status_code)
        select ${number}, a.code, r.code, (select code from tracker.activity_status order by position
          offset (a.position + r.position) % 7 limit 1)
        from published.activity a, published.round r
        where a.publication = ${number} and r.publication = ${number};
      insert into published.indicator (publication, code, area_code, activity_code, title, level, measure, unit,
          direction, aggregation, disclosure_class, reported_by, person_count, cross_border_overlap, definition,
          counting_rule, dimensions, choices, targets, position)
        select ${number}, 'X' || n, chr(65 + n % 4), null, 'Indicator ' || n || ' with a title of usual length',
          'outcome', 'count', 'persons', 'none', 'sum_of_reports', 'public', 'states', true, false,
          'What is counted.', 'How.',
          '[{"code":"part","name":"Part","categories":[{"code":"c1","name":"One"},{"code":"c2","name":"Two"},{"code":"c3","name":"Three"},{"code":"c4","name":"Four"},{"code":"c5","name":"Five"}]}]',
          '[]', '[]', n
        from generate_series(1, ${indicators * factor}) n;
      insert into published.figure (publication, indicator_code, round_code, scope, dimension_code, category_code,
          state, value, contributing, expected)
        select ${number}, i.code, r.code, s.scope, case when c > 0 then 'part' end, case when c > 0 then 'c' || c end,
          'reported', (i.position * 37 + r.position * 11 + c) % 900 + 11, 1, 1
        from published.indicator i
        join published.round r on r.publication = i.publication
        cross join (select 'region' as scope union all select code from tracker.reporter where kind = 'state') s
        cross join generate_series(0, 5) c
        where i.publication = ${number};
      insert into published.coverage (publication, reporter_code, round_code, state)
        select ${number}, p.code, r.code, 'reported' from published.reporter p
        join published.round r on r.publication = p.publication where p.publication = ${number};
      analyze published.figure; analyze published.activity;`);
  });
  const database = openDatabase(ownerUrl, { max: 1, statementTimeoutMs: 600_000, name: 'bench' });
  try {
    const started = performance.now();
    // What is drawn and looked for is timed by itself, so the publication stays open until it is there.
    await keepOpen(owner, true);
    await database.transaction((tx) => writeDrawings(tx, number));
    const drawn = performance.now() - started;
    await database.transaction((tx) => writeSearch(tx, number));
    await keepOpen(owner, false);
    return drawn;
  } finally {
    await database.$client.end();
  }
}

/** Lets rows be added to a publication that is there already, as nobody but the owner of the database could. */
async function keepOpen(owner: Sql, open: boolean): Promise<void> {
  for (const table of ['drawing', 'search_entry', 'search_word']) {
    await owner.script(
      `alter table published.${table} ${open ? 'disable' : 'enable'} trigger publication_is_unsealed`,
    );
  }
}
