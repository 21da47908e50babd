import { languageCodes } from '#server/domain/language/languages.ts';
import type { Codes } from './list-codes.ts';

/** A procedure of the public dashboard and what it is asked. */
export type Question = { procedure: string; input: Record<string, unknown> };

export const searches = [
  'shelter',
  'training',
  'online scams',
  'I-B3',
  'A1.1',
  'Thailand',
  'SOMTC',
  'victims identified of forced criminality',
  '"work plan"',
  'border officers',
  'zzzqqq',
  '',
];
const searchKinds = ['activity', 'indicator', 'state', 'library', 'publication', 'report', 'no-such-kind'];

type Ask = (procedure: string, input?: Record<string, unknown>) => Question;

/** Whatever the dashboard can be asked of one publication; without a number of the one that is shown first. */
export function listQuestions(codes: Codes, figures: readonly string[], publication?: number): Question[] {
  const ask: Ask = (procedure, input = {}) => ({
    procedure,
    input: publication === undefined ? input : { publication, ...input },
  });
  const each = (procedure: string, name: string, values: readonly string[]) =>
    values.map((value) => ask(procedure, { [name]: value }));
  const inLanguages = (procedure: string, input = {}) =>
    languageCodes.slice(1).map((language) => ask(procedure, { ...input, language }));
  return [
    ...['scope', 'plans', 'keptFigures', 'overview', 'dataOverview', 'indicators', 'stateValues'].map(
      (name) => ask(name),
    ),
    ...[
      'partners',
      'support',
      'participants',
      'publications',
      'figures',
      'comparisonChoices',
      'exchange',
    ].map((name) => ask(name)),
    ...languageCodes.map((language) => ask('labels', { language })),
    ...inLanguages('overview'),
    ...inLanguages('plan'),
    ...inLanguages('participants'),
    ...inLanguages('cooperation'),
    ...listPlanQuestions(ask, codes),
    ...each('area', 'code', codes.areas),
    ...each('objective', 'code', codes.objectives),
    ...each('activity', 'code', codes.activities),
    ...each('indicator', 'code', codes.indicators),
    ...each('state', 'iso2', codes.states),
    ...each('body', 'acronym', codes.bodies),
    ...each('partner', 'slug', codes.partners),
    ...codes.lenses.flatMap((code) => [
      ask('lens', { code }),
      ...codes.rounds.map((round) => ask('lens', { code, round })),
    ]),
    // One of each kind in the other languages.
    ...[
      ['area', 'code', codes.areas],
      ['objective', 'code', codes.objectives],
      ['activity', 'code', codes.activities],
      ['indicator', 'code', codes.indicators],
      ['state', 'iso2', codes.states],
      ['body', 'acronym', codes.bodies],
      ['lens', 'code', codes.lenses],
    ].flatMap(([procedure, name, values]) =>
      (values as string[])
        .slice(0, 1)
        .flatMap((value) => inLanguages(String(procedure), { [String(name)]: value })),
    ),
    ...listIndicatorQuestions(ask, codes),
    ...listLibraryQuestions(ask, codes),
    ...searches.map((question) => ask('search', { question })),
    ...searchKinds.map((kind) => ask('search', { question: 'training', kind })),
    ask('search', { question: 'the', page: 2 }),
    ...figures.flatMap((id) => [ask('figure', { id }), ask('figureReceipt', { id })]),
    ...figures.slice(0, 12).flatMap((id) => inLanguages('figure', { id })),
    ...codes.indicators.map((indicator) => ask('exchangeValues', { indicator })),
    // What is not there.
    ask('activity', { code: 'no-such' }),
    ask('indicator', { code: 'no-such' }),
    ask('state', { iso2: 'XX' }),
    ask('figure', { id: 'constructor' }),
    ask('libraryItem', { code: 'no-such' }),
    ask('valueReceipt', { indicator: 'I-B3', round: 'none', scope: 'region', cell: 'total' }),
  ];
}

/** The plan narrowed by each condition alone, and by some together. */
function listPlanQuestions(ask: Ask, codes: Codes): Question[] {
  const filters: [string, readonly string[]][] = [
    ['area', codes.areas],
    ['objective', codes.objectives],
    ['status', [...codes.statuses, 'not-reported', 'not-due']],
    ['late', ['yes', 'no']],
    ['lead', codes.bodies],
    ['body', codes.bodies],
    ['state', codes.states],
    ['partner', codes.partners],
    ['lens', codes.lenses],
    ['tag', codes.tags],
    ['year', codes.years],
    ['round', codes.rounds],
  ];
  const [area = ''] = codes.areas;
  return [
    ask('plan'),
    ...filters.flatMap(([name, values]) =>
      [...values, 'no-such'].map((value) => ask('plan', { [name]: value })),
    ),
    ...codes.rounds.map((round) => ask('plan', { round, late: 'yes' })),
    ...codes.statuses.map((status) => ask('plan', { area, status })),
  ];
}

function listIndicatorQuestions(ask: Ask, codes: Codes): Question[] {
  const filters: [string, readonly string[]][] = [
    ['area', codes.areas],
    ['lens', codes.lenses],
    ['measure', codes.measures],
    ['level', codes.levels],
  ];
  return [
    ...filters.flatMap(([name, values]) =>
      values.flatMap((value) => [
        ask('indicators', { [name]: value }),
        ask('stateValues', { [name]: value }),
      ]),
    ),
    ...codes.states.map((state) => ask('stateValues', { state })),
    ...codes.rounds.map((round) => ask('stateValues', { round })),
  ];
}

function listLibraryQuestions(ask: Ask, codes: Codes): Question[] {
  const filters: [string, readonly unknown[]][] = [
    ['kind', codes.libraryKinds],
    ['activity', codes.activities.slice(0, 20)],
    ['states', codes.states.map((state) => [state])],
    ['body', codes.bodies],
    ['partner', codes.partners],
    ['lens', codes.lenses],
    ['year', codes.years],
    ['cooperation', [true]],
  ];
  return [
    ask('library'),
    ask('recommendations'),
    ask('library', { page: 2 }),
    ...filters.flatMap(([name, values]) =>
      values.map((value) => ask('library', { filter: { [name]: value } })),
    ),
    ...codes.library.map((code) => ask('libraryItem', { code })),
    ask('cooperation'),
    ...codes.lenses.map((lens) => ask('cooperation', { lens })),
  ];
}

/** Where every value of a publication comes from. */
export function listReceiptQuestions({ receipts }: Codes, publication: number): Question[] {
  return receipts.map((path) => {
    const [, , indicator, round, scope, cell] = path
      .replace(/^\/plans\/[^/]+/, '')
      .split('/')
      .map(decodeURIComponent);
    return { procedure: 'valueReceipt', input: { publication, indicator, round, scope, cell } };
  });
}

/** What concerns publications as such: each, its report, and each held against each other one. */
export function listPublicationQuestions(codes: Codes, publications: readonly number[]): Question[] {
  const numbers = [...publications, 0, 999];
  const pairs = publications.flatMap((from) => publications.map((to) => ({ from, to })));
  const last = publications.at(-1) ?? 1;
  const narrowed = { from: publications[0] ?? 1, to: last };
  return [
    ...numbers.map((number) => ({ procedure: 'publication', input: { number } })),
    ...numbers.map((publication) => ({ procedure: 'reports', input: { publication } })),
    ...numbers.slice(-2).map((publication) => ({ procedure: 'overview', input: { publication } })),
    ...['BOHOL-2', 'SEA.2031', 'NONE'].map((plan) => ({ procedure: 'newestOfPlan', input: { plan } })),
    ...pairs.map((input) => ({ procedure: 'compare', input })),
    ...pairs.map((pair) => ({ procedure: 'compare', input: { ...pair, everything: true } })),
    ...codes.areas.map((area) => ({ procedure: 'compare', input: { ...narrowed, area } })),
    ...codes.indicators.map((indicator) => ({ procedure: 'compare', input: { ...narrowed, indicator } })),
  ];
}
