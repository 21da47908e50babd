import type { SearchEntry } from './search-entries.ts';

/**
 * Pages that belong to no row of the plan, with the words by which people ask for them. They are the same whatever
 * publication is in view, so they are in no stored index.
 */
const pages: readonly (readonly [path: string, title: string, words: string])[] = [
  [
    '/plan',
    'The plan and its timeline',
    'Every activity of the plan, its status and its years on a timeline',
  ],
  ['/plan?late=yes', 'Delayed activities', 'Which activities are delayed or late, and why'],
  [
    '/plan?partner=none',
    'Activities without a partner',
    'Unfunded activities that no donor or partner supports: gaps in funding',
  ],
  ['/targets', 'Targets', 'Which targets were met or missed, with the figure and the goal of each year'],
  ['/states', 'Member states', 'Countries that take part, and the reporting record of each'],
  ['/bodies', 'Sectoral bodies', 'ASEAN bodies that lead activities, and the reporting record of each'],
  [
    '/partners',
    'Partners',
    'Donors, development partners and organisations that support activities with funding, people or knowledge',
  ],
  ['/cooperation', 'Cooperation between states', 'Bilateral and multilateral cooperation, pairs of states'],
  ['/library', 'Library', 'Studies, research, roundtables, dialogues and other meetings'],
  [
    '/publications',
    'Publications',
    'Reports, briefs and decks of each round, with what changed and corrections',
  ],
  [
    '/data',
    'Open data',
    'Download figures and activities as CSV, JSON, Excel, IATI and SDMX; API and licence',
  ],
  ['/about', 'About this site', 'Who runs the tracker, contact and licence'],
  ['/about/methodology', 'Methodology', 'How figures are defined, counted and checked'],
  ['/about/disclosure', 'What is not shown', 'Suppressed small numbers, confidentiality and privacy'],
  ['/about/accessibility', 'Accessibility', 'Accessibility statement'],
];

/** Lists them as entries of the search, after everything that a publication holds. */
export const listSitePages = (): SearchEntry[] =>
  pages.map(([path, title, body], at) => ({
    kind: 'page',
    code: path.slice(1),
    path,
    title,
    body,
    position: 9001 + at,
  }));
