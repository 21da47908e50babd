import { part } from '../addresses.ts';
import type { Exchange } from '../exchange.types.ts';

/** Pages that exist whatever has been published. */
export const pagesWithStatus = [
  '/',
  '/plan',
  '/indicators',
  '/states',
  '/partners',
  '/cooperation',
  '/library',
  '/publications',
  '/data',
  '/about',
  '/about/methodology',
  '/about/disclosure',
  '/about/accessibility',
] as const;

/**
 * Lists every public page of a publication, without its number: search engines should find the newest.
 * Publications are those of all plans; the list of plans links to the pages of the others.
 */
export function listPages(
  exchange: Pick<
    Exchange,
    'areas' | 'objectives' | 'activities' | 'indicators' | 'reporters' | 'partners' | 'lenses' | 'library'
  >,
  publications: readonly { number: number; plan: { code: string } }[],
): string[] {
  const hasPlans = new Set(publications.map(({ plan }) => plan.code)).size > 1;
  const pages = (folder: string, codes: readonly string[]) => codes.map((code) => `/${folder}/${part(code)}`);
  const codesOf = (list: readonly { code: string }[]) => list.map(({ code }) => code);
  const reporters = (kind: 'state' | 'body') =>
    codesOf(exchange.reporters.filter((each) => each.kind === kind));
  return [
    ...pagesWithStatus,
    ...(hasPlans ? ['/plans'] : []),
    ...pages('areas', codesOf(exchange.areas)),
    ...pages('objectives', codesOf(exchange.objectives)),
    ...pages('activities', codesOf(exchange.activities)),
    ...pages('indicators', codesOf(exchange.indicators)),
    ...pages('states', reporters('state')),
    ...pages('bodies', reporters('body')),
    ...pages(
      'partners',
      exchange.partners.map(({ slug }) => slug),
    ),
    ...pages('lens', codesOf(exchange.lenses)),
    ...pages('library', codesOf(exchange.library)),
    ...publications.map(({ number }) => `/publications/${number}`),
  ];
}
