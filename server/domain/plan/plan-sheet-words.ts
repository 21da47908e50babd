import { measuresInWords } from '../value/measures.ts';
/** Descriptions for the first sheet of a plan's workbook: each sheet and each column, with an example. */
export interface ColumnWords {
  readonly column: string;
  readonly meaning: string;
  readonly example: string;
}
export interface SheetWords {
  readonly sheet: string;
  readonly about: string;
  readonly columns: readonly ColumnWords[];
}

const column = (name: string, meaning: string, example: string): ColumnWords => ({
  column: name,
  meaning,
  example,
});
const code = (what: string, example: string) =>
  column(
    'code',
    `Code of the ${what}: at most 30 letters, digits, dots, hyphens or underscores. It never changes.`,
    example,
  );

const roundColumns = [
  column('added_from', 'Round from which it is asked for; empty if from the start.', '2025-H2'),
  column(
    'ended_from',
    'First round in which it is no longer asked. Earlier reports do not change.',
    '2026-H1',
  ),
];

/** The parts of a plan, in the order of the sheets. */
export const planSheetWords: readonly SheetWords[] = [
  {
    sheet: 'plan',
    about: 'The plan itself, in one row.',
    columns: [
      code('plan', 'BOHOL-2'),
      column('title', 'Title as printed, at most 300 characters.', 'Work Plan 2023 to 2028'),
      column('starts_on', 'First day, as 2023-01-01.', '2023-01-01'),
      column('ends_on', 'Last day, as 2028-12-31.', '2028-12-31'),
      column('illustrative', 'yes while the wording is not the adopted one, else no.', 'no'),
      column('notice', 'The sentence that tells readers that a plan is illustrative; else empty.', ''),
    ],
  },
  {
    sheet: 'areas',
    about: 'Thematic areas, in their order.',
    columns: [code('area', 'A'), column('title', 'Title of the area.', 'Prevention of trafficking')],
  },
  {
    sheet: 'objectives',
    about: 'Objectives of the areas, in their order.',
    columns: [
      code('objective', 'A1'),
      column('area', 'Code of the area that it belongs to.', 'A'),
      column('title', 'Title of the objective.', 'Safer migration'),
    ],
  },
  {
    sheet: 'activities',
    about:
      'Activities, in their order. Removing a row removes it from the plan. If it has reports, it is ended instead.',
    columns: [
      code('activity', 'A1.1'),
      column('objective', 'Code of the objective that it belongs to.', 'A1'),
      column('title', 'Title of the activity, at most 300 characters.', 'Train border officers'),
      column('description', 'Description, at most 2,000 characters.', ''),
      column('lead', 'Acronym of the body that leads it, from the sheet bodies.', 'SOMTC'),
      column('cooperating', 'Acronyms separated by semicolons, or all.', 'ACWC; SOMSWD'),
      column('active_years', 'Years in which it runs, separated by semicolons.', '2024; 2025'),
      column('actip_articles', 'Codes from the sheet actip-articles, separated by semicolons.', '11; 14'),
      column('tags', 'Codes from the sheet tags, separated by semicolons.', 'gedsi'),
      column('lenses', 'Codes from the sheet lenses, separated by semicolons.', 'online-scams'),
      column('partners', 'Short names from the sheet partners, separated by semicolons.', 'asean-act'),
      column('participating_states', 'all, or two-letter codes separated by semicolons.', 'all'),
      column('basis', 'Where the activity was decided.', ''),
      ...roundColumns,
      column('merged_into', 'Code of the activity that an ended one is merged into.', 'A1.2'),
      column('split_from', 'Code of the ended activity that this one was split from.', ''),
    ],
  },
  {
    sheet: 'indicators',
    about: 'Indicators with their definitions, baselines and targets, in their order.',
    columns: [
      code('indicator', 'I-A1'),
      column('area', 'Code of the area that it belongs to.', 'A'),
      column('activity', 'Code of an activity, where it belongs to one.', 'A1.1'),
      column('title', 'Title of the indicator, at most 300 characters.', 'Officers trained'),
      column('level', 'input, process, output, outcome, context or learning.', 'output'),
      column('measure', `${measuresInWords}.`, 'count'),
      column('unit', 'What is counted.', 'persons'),
      column('direction', 'up where more is better, down where less is, none where neither.', 'up'),
      column(
        'aggregation',
        'How the regional figure is calculated: sum, sum_of_reports, count_of_states, percentage or none.',
        'sum',
      ),
      column('disclosure_class', 'public, restricted or internal.', 'public'),
      column(
        'reported_by',
        'states, bodies, states_and_bodies, or register for what the tracker counts itself.',
        'states',
      ),
      column(
        'reporting_bodies',
        'Acronyms separated by semicolons, or leads for all that lead an activity.',
        '',
      ),
      column('derivation', 'For register: reports_on_time, splits_reported or activities_on_track.', ''),
      column('dimensions', 'Breakdowns from the sheet dimensions, separated by semicolons.', 'sex; age'),
      column('choices', 'For a choice: the list of answers from the sheet choice-lists.', ''),
      column('person_count', 'yes where persons are counted.', 'yes'),
      column('cross_border_overlap', 'yes where two states may report the same person or case.', 'no'),
      column('definition', 'What is measured, at most 2,000 characters.', 'Officers who completed a course.'),
      column(
        'counting_rule',
        'What counts and what does not. If a figure must equal one of another indicator, say so here and declare it in validation-rules.',
        '',
      ),
      column('numerator_label', 'For a percentage: the numerator.', ''),
      column('denominator_label', 'For a percentage: the denominator.', ''),
      column('baseline_year', 'Year of the regional baseline.', '2022'),
      column('baseline_value', 'Its value: digits, with a point before decimals.', '120'),
      column('targets', 'Regional targets as year=value, separated by semicolons.', '2025=300; 2028=600'),
      column('lens', 'Code of the lens that it belongs to.', ''),
      column('lens_slice', 'The part of it that belongs to the lens, as dimension=category.', ''),
      column('funnel_position', 'Its place in the funnel of the lens.', ''),
      column('funnel_label', 'Its name in the funnel.', ''),
      ...roundColumns,
    ],
  },
  {
    sheet: 'validation-rules',
    about:
      'Rules by which reports are checked, and which figures two indicators ask for (unequal_to_other). Without this sheet the stored rules stay.',
    columns: [
      column('indicator', 'Code of an indicator; empty for all.', 'I-B5'),
      column('rule', 'Name of the rule; at most one row of each for an indicator.', 'unequal_to_other'),
      column('severity', 'error, warning or off.', 'warning'),
      column(
        'parameters',
        'name=value, separated by semicolons. The example says that the lower figure of a percentage is the total of I-B3; for one line of a breakdown add other_cell=form=forced_labour.',
        'figure=denominator; other=I-B3',
      ),
    ],
  },
];

/** The lists that a plan depends on, and its calendar. */
export const listSheetWords: readonly SheetWords[] = [
  {
    sheet: 'activity-statuses',
    about: 'The statuses that an activity of this plan can have, in their order.',
    columns: [
      code('status', 'on_track'),
      column('label', 'The label.', 'On track'),
      column('mark', 'How it is drawn: empty, dot, half, hatched, bars, solid, turn or stroke.', 'half'),
      column('iati_code', 'The nearest activity status of IATI, 1 to 6.', '2'),
      column('is_late', 'yes where the activity is behind.', 'no'),
      column('is_done', 'yes where it is complete.', 'no'),
      column('is_on_track', 'yes where it counts as on track.', 'yes'),
    ],
  },
  {
    sheet: 'bodies',
    about: 'Sectoral bodies that lead, cooperate or report.',
    columns: [
      column('acronym', 'Acronym: 2 to 12 capitals, digits or hyphens.', 'SOMTC'),
      column('name', 'Full name.', 'Senior Officials Meeting on Transnational Crime'),
      column('pillar', 'APSC, AEC, ASCC or associated.', 'APSC'),
      column('starts_on', 'Day from which it reports.', '2023-01-01'),
      column('ends_on', 'Day from which it no longer does; else empty.', ''),
    ],
  },
  {
    sheet: 'partners',
    about: 'Development partners and others who support activities.',
    columns: [
      column('slug', 'Short name: small letters, digits and hyphens.', 'asean-act'),
      column('name', 'Full name.', 'ASEAN-Australia Counter Trafficking'),
      column('kind', 'What kind of partner it is.', 'programme'),
      column('url', 'Its website, with https://.', 'https://www.example.org/'),
    ],
  },
  {
    sheet: 'actip-articles',
    about: 'Articles of the convention to which activities belong.',
    columns: [
      code('article', '11'),
      column('title', 'Title of the article.', 'Prevention'),
      column('chapter', 'Its chapter.', 'III. Prevention'),
    ],
  },
  {
    sheet: 'tags',
    about: 'Tags of activities.',
    columns: [code('tag', 'gedsi'), column('name', 'Its name.', 'Gender equality')],
  },
  {
    sheet: 'lenses',
    about: 'Lenses: subjects that run across areas.',
    columns: [
      code('lens', 'online-scams'),
      column('title', 'Title.', 'Online scams'),
      column('description', 'What it looks at.', 'Activities and indicators that concern online scams.'),
      column(
        'menu_label',
        'Its name in the menu, at most 40 letters; empty: it is not in the menu.',
        'Online scams',
      ),
      column('situation', 'What is known of it, in paragraphs with an empty line between them.', ''),
    ],
  },
  {
    sheet: 'lens-drivers',
    about: 'What drives the subject of a lens, in order. A driver is a tag that activities bear.',
    columns: [
      column('lens', 'Code of the lens.', 'online-scams'),
      column('tag', 'Code from the sheet tags.', 'technology'),
      column('text', 'What it is, in a sentence.', 'New tools make scams easier to run.'),
    ],
  },
  {
    sheet: 'dimensions',
    about: 'Breakdowns of indicators.',
    columns: [code('breakdown', 'sex'), column('name', 'Its name.', 'Sex')],
  },
  {
    sheet: 'categories',
    about: 'Categories of the breakdowns, in their order.',
    columns: [
      column('dimension', 'Code of the breakdown.', 'sex'),
      code('category', 'female'),
      column('name', 'Its name.', 'Female'),
    ],
  },
  {
    sheet: 'choice-lists',
    about: 'Answers of indicators whose measure is a choice, in their order.',
    columns: [
      column('list', 'Code of the list.', 'yes_partly_no'),
      code('answer', 'yes'),
      column('label', 'The answer as people read it.', 'Yes'),
      column('counts', 'yes where a state with this answer is counted.', 'yes'),
    ],
  },
  {
    sheet: 'rounds',
    about:
      'The calendar of reporting rounds of this plan. Once a round has opened, change its dates on its own page.',
    columns: [
      code('round', '2025-H2'),
      column('title', 'Title of the round.', 'Second half of 2025'),
      column('period_start', 'First day that is reported on.', '2025-07-01'),
      column('period_end', 'Last day that is reported on.', '2025-12-31'),
      column('opens_on', 'Day on which it opens.', '2026-01-01'),
      column('due_on', 'Day on which reports are due.', '2026-01-31'),
      column('closes_on', 'Day on which it closes.', '2026-02-28'),
    ],
  },
];
