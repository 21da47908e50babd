import { dataLicence } from '../../data/licences.ts';
import { describeWithdrawal } from '../../publication/withdrawal.rules.ts';
import { createAddresses } from '../addresses.ts';
import { declaration, element } from '../xml.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';

export type FeedEntry = {
  number: number;
  plan: { title: string };
  title: string;
  publishedAt: string;
  round: { title: string };
  withdrawn: { at: string; reason: string } | null;
  /** What changed, in sentences. */
  summary: string;
};

/**
 * A day on which the tracker's domain was its own, for tag URIs (RFC 4151). Changing it would change every
 * id.
 */
const started = '2023-01-01';

/**
 * Returns publications as an Atom feed (RFC 4287), newest first. Ids stay the same however titles change. If
 * there are several plans, each entry names its own.
 */
export function serialiseFeed(feed: {
  origin: string;
  planTitle: string;
  notice: string;
  entries: readonly FeedEntry[];
}): string {
  const { page } = createAddresses(feed.origin, null);
  const tag = (what: string) => `tag:${new URL(feed.origin).hostname},${started}:${what}`;
  const link = (rel: string, href: string, type: string, title?: string) =>
    element('link', { rel, href, type, title });
  const changedAt = ({ publishedAt, withdrawn }: FeedEntry) => withdrawn?.at ?? publishedAt;
  const hasPlans = new Set(feed.entries.map(({ plan }) => plan.title)).size > 1;
  const nameOf = ({ number, title, withdrawn, plan }: FeedEntry) =>
    [
      withdrawn ? 'Withdrawn: publication' : 'Publication',
      `${number}: ${title}`,
      ...(hasPlans ? [`(${plan.title})`] : []),
    ].join(' ');
  const updated = feed.entries.map(changedAt).sort().at(-1) ?? `${started}T00:00:00Z`;
  return `${declaration}${
    element(
      'feed',
      { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': 'en' },
      element('title', {}, `${hasPlans ? 'Bohol tracker' : feed.planTitle}: publications`),
      element(
        'subtitle',
        {},
        ['Every publication of the Bohol tracker.', feed.notice].filter(Boolean).join(' '),
      ),
      element('id', {}, tag('publications')),
      element('updated', {}, updated),
      element('author', {}, element('name', {}, 'Bohol tracker'), element('uri', {}, page('/'))),
      element('rights', {}, `${dataLicence.name}, ${dataLicence.url}`),
      element('icon', {}, page('/icon.svg')),
      link('self', page('/feed.xml'), 'application/atom+xml'),
      link('alternate', page('/publications'), 'text/html'),
      ...feed.entries.map((entry) => {
        const { number, publishedAt, round, summary, withdrawn } = entry;
        return element(
          'entry',
          {},
          element('title', {}, nameOf(entry)),
          element('id', {}, tag(`publications/${number}`)),
          element('published', {}, publishedAt),
          element('updated', {}, changedAt(entry)),
          link('alternate', page(`/publications/${number}`), 'text/html'),
          link('related', page(`/data/v1/values.csv?publication=${number}`), 'text/csv', 'Figures'),
          element('category', { term: 'publication', label: round.title }),
          element(
            'summary',
            { type: 'text' },
            withdrawn ? `${describeWithdrawal({ number, ...withdrawn })} ${summary}` : summary,
          ),
        );
      }),
    ).xml
  }\n`;
}

/** What a publication changed, for the feed. */
export type Changes = {
  since: number;
  newRounds: readonly { title: string }[];
  figures: readonly { before: unknown }[];
  otherFigures: number;
  statuses: readonly unknown[];
  added: { activities: readonly unknown[]; indicators: readonly unknown[] };
  removed: { activities: readonly unknown[]; indicators: readonly unknown[] };
};

/**
 * Summarises in sentences who reported, what is new since the previous publication, and that figures are
 * illustrative.
 */
export function summariseChanges(publication: {
  round: { title: string };
  states: { reported: number; due: number };
  bodies: { reported: number; due: number };
  note: string;
  notice: string;
  changes: Changes | null;
}): string {
  const { round, states, bodies, changes } = publication;
  const parts = changes ? listChanges(changes) : [];
  return [
    `${round.title}: ${states.reported} of ${states.due} states and ${bodies.reported} of ${bodies.due} bodies have reported.`,
    changes === null
      ? 'The first publication.'
      : `Since publication ${changes.since}: ${parts.length > 0 ? parts.join(', ') : 'nothing has changed'}.`,
    publication.note,
    publication.notice,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function listChanges(changes: Changes): string[] {
  const corrected = changes.figures.filter(({ before }) => before !== null).length + changes.otherFigures;
  const { added, removed } = changes;
  return [
    changes.newRounds.length > 0
      ? `new round: ${changes.newRounds.map(({ title }) => title).join(', ')}`
      : null,
    changes.statuses.length > 0
      ? `${formatCount(changes.statuses.length, 'activities', 'have')} another status`
      : null,
    corrected > 0 ? formatCount(corrected, 'figures of earlier rounds', 'differ') : null,
    added.activities.length > 0 ? `${formatCount(added.activities.length, 'activities')} added` : null,
    removed.activities.length > 0 ? `${formatCount(removed.activities.length, 'activities')} removed` : null,
    added.indicators.length > 0 ? `${formatCount(added.indicators.length, 'indicators')} added` : null,
    removed.indicators.length > 0 ? `${formatCount(removed.indicators.length, 'indicators')} removed` : null,
  ].filter((part) => part !== null);
}
