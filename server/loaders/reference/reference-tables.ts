import type { ReferenceListName } from '#server/domain/reference/reference-lists.ts';

/** How a cell is stored: its column and type, where these are not the cell’s name and text. */
export type StoredCell = {
  column: string;
  type?: 'text' | 'integer' | 'boolean';
  /** For a code that is stored as the id of another row: the table and the column that has the code. */
  of?: { table: string; column: string };
  /** An empty cell is an empty text instead of nothing. */
  isText?: true;
};

/** Where a list is stored. `cells` are in the order of the list’s fields. */
export type ReferenceTable = {
  table: string;
  cells: Readonly<Record<string, StoredCell>>;
  /** An expression over `t` that identifies a row. */
  row: string;
  /** The expression by which its translations are found, where it is not `row`. */
  code?: string;
  order: string;
  /** The table of the days in which it holds, "from_on" and "to_on", and its columns. */
  days?: { table: string; owner: string; from: string; to: string };
  /** Whether it has the column ended_on. */
  ends?: true;
  /** Rows of one group have their own order. */
  group?: string;
};

const column = (name: string, more: Omit<StoredCell, 'column'> = {}): StoredCell => ({
  column: name,
  ...more,
});
const boolean = (name: string): StoredCell => ({ column: name, type: 'boolean' });

export const referenceTables: Readonly<Record<ReferenceListName, ReferenceTable>> = {
  states: {
    table: 'member_state',
    cells: {
      code: column('iso2'),
      iso3: column('iso3'),
      m49: column('m49'),
      name: column('name'),
      actip_status: column('actip_status'),
      time_zone: column('time_zone'),
      tile_row: column('tile_row', { type: 'integer' }),
      tile_column: column('tile_column', { type: 'integer' }),
    },
    row: 't.iso2',
    order: 't.name',
    days: { table: 'membership', owner: 'state_id', from: 'joined_on', to: 'left_on' },
  },
  agencies: {
    table: 'agency',
    cells: {
      state: column('state_id', { of: { table: 'member_state', column: 'iso2' } }),
      acronym: column('acronym'),
      name: column('name'),
      is_clearing_authority: boolean('is_clearing_authority'),
      from_on: column('from_on'),
      to_on: column('to_on'),
    },
    row: 't.id::text',
    order:
      '(select m.name from tracker.member_state m where m.id = t.state_id), t.to_on nulls first, t.acronym',
  },
  bodies: {
    table: 'sectoral_body',
    cells: { code: column('acronym'), name: column('name'), pillar: column('pillar') },
    row: 't.acronym',
    order: 't.acronym',
    days: { table: 'mandate', owner: 'body_id', from: 'starts_on', to: 'ends_on' },
  },
  partners: {
    table: 'partner',
    cells: { code: column('slug'), name: column('name'), kind: column('kind'), url: column('url') },
    row: 't.slug',
    order: 't.name',
    ends: true,
  },
  statuses: {
    table: 'activity_status',
    cells: {
      code: column('code'),
      label: column('label'),
      mark: column('mark'),
      iati_code: column('iati_code'),
      is_late: boolean('is_late'),
      is_done: boolean('is_done'),
      is_on_track: boolean('is_on_track'),
    },
    row: 't.code',
    order: 't.position',
    ends: true,
  },
  'library-kinds': {
    table: 'library_kind',
    cells: { code: column('code'), label: column('label'), is_cooperation: boolean('is_cooperation') },
    row: 't.code',
    order: 't.position, t.code',
    ends: true,
  },
  tags: {
    table: 'tag',
    cells: { code: column('code'), name: column('name') },
    row: 't.code',
    order: 't.name',
    ends: true,
  },
  topics: {
    table: 'lens',
    cells: {
      code: column('code'),
      title: column('title'),
      description: column('description'),
      menu_label: column('menu_label', { isText: true }),
      situation: column('situation', { isText: true }),
    },
    row: 't.code',
    order: 't.title',
  },
  articles: {
    table: 'actip_article',
    cells: { code: column('code'), title: column('title'), chapter: column('chapter') },
    row: 't.code',
    order: 't.position, t.code',
  },
  breakdowns: {
    table: 'dimension',
    cells: { code: column('code'), name: column('name') },
    row: 't.code',
    order: 't.name',
  },
  categories: {
    table: 'category',
    cells: { dimension: column('dimension_code'), code: column('code'), name: column('name') },
    row: "t.dimension_code || '=' || t.code",
    order: 't.dimension_code, t.position, t.code',
    group: 't.dimension_code',
  },
  answers: {
    table: 'choice',
    cells: { list: column('list_code'), code: column('code'), label: column('label') },
    row: "t.list_code || '=' || t.code",
    code: 't.code',
    order: 't.list_code, t.position, t.code',
    group: 't.list_code',
  },
  rounds: {
    table: 'round',
    cells: { code: column('code'), title: column('title') },
    row: 't.code',
    order: 't.period_start, t.code',
  },
};
