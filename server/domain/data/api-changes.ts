/** Version of the API description. Its first number is in the paths ("/data/v1/"). */
export const apiVersion = '1.2.0';

export type ApiChange = {
  /** ISO date. */
  on: string;
  version: string;
  kind: 'added' | 'changed' | 'deprecated' | 'removed';
  what: string;
};

/** The changes of the API, newest first. */
export const apiChanges: readonly ApiChange[] = [
  {
    on: '2026-11-29',
    version: '1.2.0',
    kind: 'added',
    what: 'Several plans may be published. An address without "publication" gives the newest one of the plan on the front page; /plans/CODE leads to the newest of a plan. "meta.publication.plan" names the plan, and publications.csv has plan_code and plan at its end and holds the publications of that plan.',
  },
  {
    on: '2026-11-29',
    version: '1.2.0',
    kind: 'changed',
    what: 'The "uri" of activities, indicators and values of a plan that was published after another begins with /plans/CODE, since two plans may use one code. Those of the first plan stay as they were.',
  },
  {
    on: '2026-11-25',
    version: '1.1.0',
    kind: 'added',
    what: 'Every file also as JSON, in pages, with filters in the address as the pages have them. New files: plan, statuses, reports, publications, library, rounds, reporters, partners and codes; one workbook with all of them.',
  },
  {
    on: '2026-11-25',
    version: '1.1.0',
    kind: 'added',
    what: 'datapackage.json describes the CSV files, openapi.json every address. The same figures as IATI, SDMX-CSV and HXL, a catalogue by DCAT, and a feed.',
  },
  {
    on: '2026-11-25',
    version: '1.1.0',
    kind: 'added',
    what: 'Rows carry "uri", an identifier that stays; values carry "receipt_url", the receipt of the figure.',
  },
  {
    on: '2026-11-25',
    version: '1.1.0',
    kind: 'changed',
    what: 'activities.csv has one row for each activity, as it stands in the newest round. One row for each activity and round, as it had before, is in statuses.csv.',
  },
  {
    on: '2026-11-25',
    version: '1.1.0',
    kind: 'changed',
    what: 'A parameter that is unknown, or that names what the publication does not have, is answered with 400 and a problem document. It used to be passed over.',
  },
  {
    on: '2026-11-25',
    version: '1.1.0',
    kind: 'removed',
    what: 'status-by-area.csv and status-by-round.csv, which no page listed. The rows of each figure are beside its receipt: /figures/activities-by-area/rows.csv.',
  },
  {
    on: '2026-09-15',
    version: '1.0.0',
    kind: 'added',
    what: 'values.csv, indicators.csv, activities.csv and coverage.csv.',
  },
];
