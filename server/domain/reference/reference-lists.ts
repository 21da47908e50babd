import { z } from 'zod';
import {
  codeCell,
  dateCell,
  lineCell,
  optionalAddressCell,
  optionalDateCell,
  optionalShortCell,
  optionalTextCell,
  patternCell,
  textCell,
  yesNoCell,
} from '../plan/plan-file-cells.schema.ts';
import { bodyPillars, statusSymbols } from '../plan/plan-list.schema.ts';

/** The lists that the secretariat edits at the desk, in the order in which they are shown. */
export const referenceListNames = [
  'states',
  'agencies',
  'bodies',
  'partners',
  'statuses',
  'library-kinds',
  'tags',
  'topics',
  'articles',
  'breakdowns',
  'categories',
  'answers',
  'rounds',
] as const;
export type ReferenceListName = (typeof referenceListNames)[number];

export type ReferenceOption = { readonly value: string; readonly label: string };

/** A column of a list: how it is asked and checked. Cells are text, as in the plan’s workbook. */
export type ReferenceField = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly kind: 'line' | 'lines' | 'day' | 'choice' | 'yesNo';
  readonly options?: readonly ReferenceOption[];
  /** It identifies the row, or is changed elsewhere: it is typed only for a new row. */
  readonly fixed?: boolean;
  readonly optional?: boolean;
  /** The list of translations that its words are in. */
  readonly translated?: string;
  readonly cell: z.ZodType<unknown, string>;
};

export type ReferenceList = {
  readonly title: string;
  /** One of it, as in "Add a tag". */
  readonly one: string;
  /** What it is for, in a sentence. */
  readonly about: string;
  readonly fields: readonly ReferenceField[];
  /** The field that names a row. */
  readonly nameField: string;
  /** Whether rows are added here. Others come with the plan’s workbook. */
  readonly canAdd: boolean;
  /** Whether a row is ended by a button; where not, days say so, or it cannot be ended. */
  readonly canEnd: boolean;
  readonly isOrdered: boolean;
  /** The field whose rows are a list of their own: the agencies of a state. */
  readonly groupField?: string;
};

const asText = (cell: z.ZodType<boolean, string>) => cell.transform((value) => (value ? 'yes' : 'no'));
const orEmpty = <T>(cell: z.ZodType<T, string>) => cell.transform((value) => value ?? '');
const upperFirst = (word: string) => word.charAt(0).toUpperCase() + word.slice(1).replaceAll('_', ' ');
const optionsOf = (words: readonly string[]) => words.map((value) => ({ value, label: upperFirst(value) }));

const code = (label = 'Code', cell: ReferenceField['cell'] = codeCell()): ReferenceField => ({
  name: 'code',
  label,
  hint: 'It is in addresses and files, so it never changes.',
  kind: 'line',
  fixed: true,
  cell,
});
const line = (name: string, label: string, more: Partial<ReferenceField> = {}): ReferenceField => ({
  name,
  label,
  kind: 'line',
  cell: lineCell(`Enter the ${label.toLowerCase()}.`),
  ...more,
});
const day = (name: string, label: string, more: Partial<ReferenceField> = {}): ReferenceField => ({
  name,
  label,
  kind: 'day',
  cell: more.optional ? orEmpty(optionalDateCell()) : dateCell(),
  ...more,
});
const choice = (
  name: string,
  label: string,
  words: readonly string[],
  options: readonly ReferenceOption[] = optionsOf(words),
): ReferenceField => ({
  name,
  label,
  kind: 'choice',
  options,
  cell: patternCell(new RegExp(`^(${words.join('|')})$`), 'Choose one.'),
});
const yesNo = (name: string, label: string, hint?: string): ReferenceField => ({
  name,
  label,
  kind: 'yesNo',
  cell: asText(yesNoCell()),
  ...(hint ? { hint } : {}),
});
const slug = (example: string) =>
  patternCell(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    `Write small letters, digits and single hyphens, such as ${example}.`,
  );
const capitals = (length: number, what: string) =>
  patternCell(new RegExp(`^[A-Z]{${length}}$`), `Enter ${what}: ${length} capital letters.`);
const place = (name: string, label: string): ReferenceField =>
  line(name, label, {
    optional: true,
    hint: 'On the map of equal squares, from 1 to 12. Empty if it is not on the map.',
    cell: optionalShortCell(2).refine((text) => text === '' || /^([1-9]|1[0-2])$/.test(text), {
      message: 'Enter a whole number from 1 to 12.',
    }),
  });

const isTimeZone = (zone: string): boolean => {
  try {
    return zone.includes('/') && Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
};

const pillars = bodyPillars.map((pillar) => (pillar === 'associated' ? pillar : pillar.toUpperCase()));

export const referenceLists: Readonly<Record<ReferenceListName, ReferenceList>> = {
  states: {
    title: 'Member states',
    one: 'member state',
    about: 'The states that report, with the days on which they joined and left.',
    fields: [
      { ...code('Code (ISO 3166, two letters)', capitals(2, 'the code')) },
      line('iso3', 'Code of three letters', { fixed: true, cell: capitals(3, 'the code') }),
      line('m49', 'Code of the United Nations (M49)', {
        fixed: true,
        cell: patternCell(/^\d{3}$/, 'Enter three digits, such as 096.'),
      }),
      line('name', 'Name', { translated: 'state' }),
      choice(
        'actip_status',
        'Convention (ACTIP)',
        ['party', 'not_party', 'unknown'],
        [
          { value: 'party', label: 'Party' },
          { value: 'not_party', label: 'Not a party' },
          { value: 'unknown', label: 'Not known' },
        ],
      ),
      line('time_zone', 'Time zone', {
        hint: 'By its clock people are reminded. For example Asia/Bangkok.',
        cell: lineCell('Enter the time zone.').refine((zone) => zone === '' || isTimeZone(zone), {
          message: 'Enter a time zone such as Asia/Bangkok.',
        }),
      }),
      place('tile_row', 'Row on the map'),
      place('tile_column', 'Column on the map'),
      day('from_on', 'Joined on', { fixed: true }),
      day('to_on', 'Left on', { optional: true, hint: 'Only for a state that has left.' }),
    ],
    nameField: 'name',
    canAdd: true,
    canEnd: false,
    isOrdered: false,
  },
  agencies: {
    title: 'Agencies',
    one: 'agency',
    about: 'The agencies of each state that write part of its report, and the one that clears it.',
    fields: [
      line('state', 'State', { fixed: true, kind: 'choice', cell: capitals(2, 'the code of the state') }),
      line('acronym', 'Acronym', { fixed: true, cell: codeCell() }),
      line('name', 'Name'),
      yesNo('is_clearing_authority', 'Clears the report', 'Each state has one agency that clears.'),
      day('from_on', 'From', { fixed: true }),
      day('to_on', 'Until', {
        optional: true,
        hint: 'The last day, for an agency that no longer takes part.',
      }),
    ],
    nameField: 'name',
    canAdd: true,
    canEnd: false,
    isOrdered: false,
    groupField: 'state',
  },
  bodies: {
    title: 'Sectoral bodies',
    one: 'sectoral body',
    about: 'The bodies that lead and support activities, with the days of their mandates.',
    fields: [
      code(
        'Acronym',
        patternCell(
          /^[A-Z][A-Za-z0-9-]{1,11}$/,
          'An acronym has 2 to 12 letters, digits or hyphens and starts with a capital letter.',
        ),
      ),
      line('name', 'Name'),
      choice(
        'pillar',
        'Pillar',
        pillars,
        pillars.map((value) => ({ value, label: value })),
      ),
      day('from_on', 'Mandate from', { fixed: true }),
      day('to_on', 'Mandate until', { optional: true, hint: 'Only for a mandate that has ended.' }),
    ],
    nameField: 'name',
    canAdd: true,
    canEnd: false,
    isOrdered: false,
  },
  partners: {
    title: 'Partners',
    one: 'partner',
    about: 'The organisations that support the plan.',
    fields: [
      code('Code', slug('asean-act')),
      line('name', 'Name'),
      line('kind', 'Kind', { hint: 'For example programme, development_partner or research.' }),
      line('url', 'Web page', { optional: true, cell: orEmpty(optionalAddressCell()) }),
    ],
    nameField: 'name',
    canAdd: true,
    canEnd: true,
    isOrdered: false,
  },
  statuses: {
    title: 'Statuses of activities',
    one: 'status',
    about: 'The words in which reporters say how an activity is going, in order.',
    fields: [
      code(),
      line('label', 'Label', { translated: 'activity_status' }),
      choice('mark', 'Symbol', statusSymbols),
      line('iati_code', 'Code of IATI', {
        hint: 'From 1 to 6, as in the list of activity statuses of IATI.',
        cell: patternCell(/^[1-6]$/, 'Give the code of the list of IATI, from 1 to 6.'),
      }),
      yesNo('is_late', 'Counts as delayed'),
      yesNo('is_done', 'Counts as completed'),
      yesNo('is_on_track', 'Counts as on track'),
    ],
    nameField: 'label',
    canAdd: true,
    canEnd: true,
    isOrdered: true,
  },
  'library-kinds': {
    title: 'Kinds of library entries',
    one: 'kind',
    about: 'What an entry of the library can be.',
    fields: [
      code('Code', slug('study')),
      line('label', 'Label', { translated: 'library_kind' }),
      yesNo('is_cooperation', 'Is cooperation', 'The states that such an entry names work together by it.'),
    ],
    nameField: 'label',
    canAdd: true,
    canEnd: true,
    isOrdered: true,
  },
  tags: {
    title: 'Tags',
    one: 'tag',
    about: 'Labels of activities, such as children or technology.',
    fields: [code(), line('name', 'Name', { translated: 'tag' })],
    nameField: 'name',
    canAdd: true,
    canEnd: true,
    isOrdered: false,
  },
  topics: {
    title: 'Topics',
    one: 'topic',
    about: 'Views across the plan, such as online scams. New ones come with the plan’s workbook.',
    fields: [
      code(),
      line('title', 'Title', { translated: 'lens' }),
      { name: 'description', label: 'Description', kind: 'lines', cell: textCell('Enter the description.') },
      line('menu_label', 'Name in the menu', {
        optional: true,
        hint: 'Empty if it is not in the menu.',
        translated: 'lens_menu',
        cell: optionalShortCell(40),
      }),
      {
        name: 'situation',
        label: 'Situation',
        kind: 'lines',
        optional: true,
        translated: 'lens_situation',
        cell: optionalTextCell(),
      },
    ],
    nameField: 'title',
    canAdd: false,
    canEnd: false,
    isOrdered: false,
  },
  articles: {
    title: 'Articles of the convention',
    one: 'article',
    about: 'The articles of ACTIP that activities refer to, in our own words.',
    fields: [
      code('Article', patternCell(/^[^;=\s]{1,30}$/, 'Give the number of the article, such as 14 or 16(a).')),
      line('title', 'Title'),
      line('chapter', 'Chapter'),
    ],
    nameField: 'title',
    canAdd: true,
    canEnd: false,
    isOrdered: true,
  },
  breakdowns: {
    title: 'Breakdowns',
    one: 'breakdown',
    about: 'By what figures are broken down. New ones come with the plan’s workbook.',
    fields: [code(), line('name', 'Name', { translated: 'dimension' })],
    nameField: 'name',
    canAdd: false,
    canEnd: false,
    isOrdered: false,
  },
  categories: {
    title: 'Categories',
    one: 'category',
    about: 'The parts of each breakdown, in order. New ones come with the plan’s workbook.',
    fields: [
      line('dimension', 'Breakdown', { fixed: true }),
      code(),
      line('name', 'Name', { translated: 'category' }),
    ],
    nameField: 'name',
    canAdd: false,
    canEnd: false,
    isOrdered: true,
    groupField: 'dimension',
  },
  answers: {
    title: 'Answers',
    one: 'answer',
    about: 'The answers of indicators that are a choice, in order. New ones come with the plan’s workbook.',
    fields: [line('list', 'List', { fixed: true }), code(), line('label', 'Label', { translated: 'choice' })],
    nameField: 'label',
    canAdd: false,
    canEnd: false,
    isOrdered: true,
    groupField: 'list',
  },
  rounds: {
    title: 'Names of rounds',
    one: 'round',
    about: 'What each round is called in other languages. Its dates are on the page of the round.',
    fields: [code(), line('title', 'Title', { fixed: true, translated: 'round' })],
    nameField: 'title',
    canAdd: false,
    canEnd: false,
    isOrdered: false,
  },
};
