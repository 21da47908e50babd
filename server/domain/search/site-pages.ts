import type { SearchEntry } from './search-entries.ts';

/**
 * Pages that belong to no row of the plan, with the title and the words by which people find them in the search; some are
 * found by what they show. They are the same whatever publication is in view, so they are in no stored index. The sitemap
 * has them too, but for those that are another page with a filter.
 */
const pages: readonly { path: string; found?: { title: string; words: string } }[] = [
  { path: '/' },
  {
    path: '/plan',
    found: {
      title: 'The plan and its timeline',
      words: 'Every activity of the plan, its status and its years on a timeline',
    },
  },
  {
    path: '/plan?late=yes',
    found: { title: 'Delayed activities', words: 'Which activities are delayed or late, and why' },
  },
  {
    path: '/plan?partner=none',
    found: {
      title: 'Activities without a partner',
      words: 'Unfunded activities that no donor or partner supports: gaps in funding',
    },
  },
  {
    path: '/targets',
    found: {
      title: 'Targets',
      words: 'Which targets were met or missed, with the figure and the goal of each year',
    },
  },
  { path: '/indicators' },
  {
    path: '/states',
    found: {
      title: 'Member states',
      words: 'Countries that take part, and the reporting record of each',
    },
  },
  {
    path: '/bodies',
    found: {
      title: 'Sectoral bodies',
      words: 'ASEAN bodies that lead activities, and the reporting record of each',
    },
  },
  {
    path: '/partners',
    found: {
      title: 'Partners',
      words:
        'Donors, development partners and organisations that support activities with funding, people or knowledge',
    },
  },
  { path: '/support' },
  { path: '/needs-help' },
  {
    path: '/cooperation',
    found: {
      title: 'Cooperation between states',
      words: 'Bilateral and multilateral cooperation, pairs of states',
    },
  },
  {
    path: '/library',
    found: { title: 'Library', words: 'Studies, research, roundtables, dialogues and other meetings' },
  },
  { path: '/recommendations' },
  {
    path: '/publications',
    found: {
      title: 'Publications',
      words: 'Reports, briefs and decks of each round, with what changed and corrections',
    },
  },
  {
    path: '/data',
    found: {
      title: 'Open data',
      words: 'Download figures and activities as CSV, JSON, Excel, IATI and SDMX; API and licence',
    },
  },
  {
    path: '/about',
    found: { title: 'About this site', words: 'Who runs the tracker, contact and licence' },
  },
  {
    path: '/about/methodology',
    found: { title: 'Methodology', words: 'How figures are defined, counted and checked' },
  },
  {
    path: '/about/disclosure',
    found: {
      title: 'What is not shown',
      words: 'Suppressed small numbers, confidentiality and privacy',
    },
  },
  {
    path: '/about/accessibility',
    found: { title: 'Accessibility', words: 'Accessibility statement' },
  },
];

/** The paths of pages that exist whatever has been published. */
export const sitePaths: readonly string[] = pages.flatMap(({ path }) => (path.includes('?') ? [] : [path]));

/** Lists pages as entries of the search, after everything that a publication holds. */
export const listSitePages = (): SearchEntry[] =>
  pages
    .flatMap(({ path, found }) => (found ? [{ path, ...found }] : []))
    .map(({ path, title, words }, at) => ({
      kind: 'page',
      code: path.slice(1),
      path,
      title,
      body: words,
      position: 9001 + at,
    }));
