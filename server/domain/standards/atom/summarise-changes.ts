import { formatCount } from '#server/domain/language/format-counts.ts';

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
