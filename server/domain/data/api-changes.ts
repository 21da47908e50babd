/** Version of the API description. Its first number is in the paths ("/data/v1/"). */
export const apiVersion = '1.6.0';

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
    on: '2026-12-02',
    version: '1.6.0',
    kind: 'added',
    what: 'New files: support-entries (what partners give, as they have confirmed it) and support-amounts (the amounts that they agreed to show, with US dollars by a stated rate). IATI has the partners of each activity by their roles, and these amounts as budgets and transactions. New file: national-targets (targets that states have set for themselves, with the state’s own public figure and outcome). New file: recommendations (what studies and events recommend, with the response and the status of each state and body that was asked). "is_overdue" is as of the day of the publication. Publications from before have no rows of these. targets and national-targets have "time_elapsed" and "target_reached", the pace of a target. New file: national-circumstances (that an activity does not apply in a state, and the milestones of states with planned, revised and reached days). IATI has national targets with the state as a dimension. New file: arrangements (what states have agreed between them, with the account of each). New file: arrangement-counts (their meetings and joint operations by year, where all states give the same number). reports has "obstacle_kinds" and "help_kinds" after next_steps: what is in the way and would help by kind, released with the words.',
  },
  {
    on: '2026-12-01',
    version: '1.5.0',
    kind: 'changed',
    what: 'values gives "least" and "most" also for suppressed figures of the region that are not known to be small: 0 to 10, 11 to 49, 50 to 99, 100 to 249 and so on; of an amount with a fraction, its whole part. The classes are fixed; they are listed in the method. Publications from before have none.',
  },
  {
    on: '2026-12-01',
    version: '1.5.0',
    kind: 'added',
    what: 'The column that holds the state of a value, a status or a report has a name that cannot be taken for a member state: "value_state" in values, "status_state" in activities, statuses and the tables made from them, "report_state" in coverage. An activity that has left the plan is "ended", "merged" or "split" in "status_state". activities.csv can be narrowed with "ends" (its last year) and "partner=none".',
  },
  {
    on: '2026-12-01',
    version: '1.5.0',
    kind: 'deprecated',
    what: 'The column "state" of values, activities, statuses and coverage. It stays as it is in version 1, for twelve months at least.',
  },
  {
    on: '2026-12-01',
    version: '1.4.0',
    kind: 'added',
    what: 'values has "least" and "most": what a suppressed small count of persons is between, both included. Its state stays "suppressed" and its value empty. So have the files of single values, of figures ("…_least", "…_most") and of comparisons, SDMX (LEAST, MOST) and HXL (#indicator+least+num, #indicator+most+num). Publications from before have none. Comparisons give "range" as the reason where only the range differs.',
  },
  {
    on: '2026-12-01',
    version: '1.3.0',
    kind: 'added',
    what: 'New files: targets (with baseline, figure of the year, reports in it and outcome), participation (activities by state), support (activities by partner) and dimensions (what figures are split by).',
  },
  {
    on: '2026-12-01',
    version: '1.3.0',
    kind: 'added',
    what: 'values has "kept_from": the earlier publication from which a figure is kept. So have the files of single values, of figures ("…_kept_from") and of comparisons, SDMX (KEPT_FROM) and HXL (#meta+kept_from+num).',
  },
  {
    on: '2026-12-01',
    version: '1.3.0',
    kind: 'changed',
    what: 'The state "withheld" keeps its code and is called "No released figure". It says that no figure is public, and not whether one was reported: where that could not be known, the earlier words were sometimes untrue.',
  },
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
