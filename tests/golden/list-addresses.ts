import { datasetNames } from '#server/domain/data/datasets.ts';
import { otherFiles } from '#server/domain/data/other-files.ts';
import { languageCodes, parseLanguage } from '#server/domain/language/languages.ts';
import { isOneIn, kindOf } from './ask-addresses.ts';
import type { GoldenWorld } from './golden-world.ts';
import type { Codes } from './list-codes.ts';
import { searches } from './list-questions.ts';

/**
 * Receipts of values are thousands of pages, each made by one view from an answer of the dashboard that is kept for every
 * value; so are their files and those of figures. Of these one in so many is asked for.
 */
const oneIn = { valueReceipts: 25, valueFiles: 60 };

const formats = {
  figure: [
    'definition.json',
    'picture.svg',
    'picture.png',
    'rows.csv',
    'rows.json',
    'citation.bib',
    'citation.ris',
  ],
};
const standing = [
  '/',
  '/plan',
  '/indicators',
  '/indicators?by=state',
  '/targets',
  '/states',
  '/bodies',
  '/partners',
  '/support',
  '/needs-help',
  '/cooperation',
  '/library',
  '/recommendations',
  '/recommendations?response=overdue',
  '/plans',
  '/publications',
  '/publications/compare',
  '/search',
  '/data',
  '/data/changes',
  '/about',
  '/about/methodology',
  '/about/disclosure',
  '/about/accessibility',
  '/no-such-page',
];

const part = encodeURIComponent;
const pinTo = (path: string, publication?: number) =>
  publication === undefined ? path : `${path}${path.includes('?') ? '&' : '?'}publication=${publication}`;

/** Every address of a publication that can be told from its codes, whether or not a link leads there. */
export function listAddresses(codes: Codes, figures: readonly string[], publication?: number): string[] {
  const folder = (name: string, list: readonly string[]) => list.map((code) => `/${name}/${part(code)}`);
  const paths = [
    ...standing,
    ...folder('areas', codes.areas),
    ...folder('objectives', codes.objectives),
    ...folder('activities', codes.activities),
    ...folder('indicators', codes.indicators),
    ...folder(
      'states',
      codes.states.map((code) => code.toLowerCase()),
    ),
    ...folder('bodies', codes.bodies),
    ...folder('partners', codes.partners),
    ...folder('lens', codes.lenses),
    ...folder('library', codes.library),
    ...searches.map((question) => `/search?q=${part(question)}`),
    ...datasetNames.flatMap((name) => [`/data/v1/${name}.csv`, `/data/v1/${name}.json`]),
    ...datasetNames.map((name) => `/data/v1/${name}.json?limit=7`),
    ...codes.indicators.flatMap((code) => [
      `/indicators/${part(code)}/values.csv`,
      `/data/v1/values.json?indicator=${part(code)}`,
    ]),
    ...codes.areas.map((code) => `/data/v1/activities.csv?area=${part(code)}`),
    ...codes.rounds.map((code) => `/data/v1/statuses.csv?round=${part(code)}`),
    ...codes.states.map((code) => `/data/v1/values.csv?state=${part(code)}`),
    ...codes.bodies.map((code) => `/data/v1/reports.csv?body=${part(code)}`),
    ...['region', 'state', 'body'].map((scope) => `/data/v1/values.csv?scope=${scope}`),
    '/data/v1',
    '/data/v1/values.csv?state=XX',
    '/sitemap.xml',
    '/robots.txt',
    ...otherFiles.map(({ path }) => path),
    ...figures.flatMap((id) => [
      `/figures/${part(id)}`,
      `/embed/figures/${part(id)}`,
      `/og/figures/${part(id)}`,
      ...formats.figure.map((file) => `/figures/${part(id)}/${file}`),
    ]),
    ...listCards(codes),
  ];
  return paths.map((path) => pinTo(path, publication));
}

const listCards = (codes: Codes): string[] => [
  ...[
    'overview',
    'plan',
    'indicators',
    'states',
    'library',
    'partners',
    'cooperation',
    'publications',
    'data',
    'about',
  ].map((kind) => `/og/pages/${kind}`),
  ...codes.areas.map((code) => `/og/pages/area/${part(code)}`),
  ...codes.objectives.map((code) => `/og/pages/objective/${part(code)}`),
  ...codes.activities.map((code) => `/og/pages/activity/${part(code)}`),
  ...codes.indicators.map((code) => `/og/pages/indicator/${part(code)}`),
  ...codes.states.map((code) => `/og/pages/state/${part(code.toLowerCase())}`),
  ...codes.bodies.map((code) => `/og/pages/body/${part(code)}`),
  ...codes.lenses.map((code) => `/og/pages/lens/${part(code)}`),
];

/** Addresses about publications as such, and comparisons of every pair. */
export function listPublicationAddresses({ publications }: Pick<GoldenWorld, 'publications'>): string[] {
  return [
    ...publications.flatMap((number) =>
      ['', '/report.pdf', '/report.docx', '/report.xlsx', '/citation.bib', '/citation.ris'].map(
        (rest) => `/publications/${number}${rest}`,
      ),
    ),
    ...publications.flatMap((from) =>
      publications.flatMap((to) => [
        `/publications/compare?from=${from}&to=${to}`,
        `/publications/compare/changes.csv?from=${from}&to=${to}`,
      ]),
    ),
    // These lead to the newest publication of their plan.
    ...['BOHOL-2', 'SEA.2031', 'NONE'].flatMap((plan) =>
      ['', '/plan', '/indicators/I-B3', '/values/I-B3/2024-H2/region/total'].map(
        (rest) => `/plans/${plan}${rest}`,
      ),
    ),
    '/publications/999',
    '/?publication=999',
    '/?publication=x',
  ];
}

const otherLanguages = languageCodes.filter((code) => code !== 'en');

/** The pages of a publication in the other languages. */
export function listTranslations(paths: readonly string[]): string[] {
  return paths
    .filter((path) => kindOf(path) === 'page')
    .flatMap((path) => otherLanguages.map((language) => `/${language}${path}`));
}

/** Whether a link is followed that stands on a page: not into other languages, nor into many conditions at once. */
export function isFollowed(path: string): boolean {
  if (/^\/(sign-in|workspace|secretariat|admin|assets)/.test(path)) return false;
  if (parseLanguage(path.split('?')[0] ?? '').language !== 'en') return false;
  const conditions = [...new URL(path, 'http://tracker.test').searchParams.keys()].filter(
    (name) => name !== 'publication',
  );
  if (conditions.length > 1 && !path.startsWith('/publications/compare')) return false;
  const plain = path.split('?')[0] ?? '';
  switch (kindOf(path)) {
    case 'value receipt':
      return isOneIn(plain, oneIn.valueReceipts);
    case 'value file':
      return isOneIn(plain, oneIn.valueFiles);
    default:
      return true;
  }
}
