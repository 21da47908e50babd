import { getAnswerKind, formatUnit } from '#server/domain/value/measures.ts';
import type { Sheet, SheetHeader } from '#app/contract.ts';
import { formatWithUnit } from '#server/domain/language/counted-nouns.ts';
import { type IndicatorDefinition, valueStateLabels } from '#server/domain/value/indicator-definition.ts';
import type { CellDraft } from '../entry/indicator-draft.ts';
import { calculateDraftPercentage } from '#app/features/entry/indicator-sums.tsx';
import { readFigure } from '#app/features/entry/read-figure.ts';

/** Which report it is: "First half of 2026, Thailand". */
export const nameReport = ({
  round,
  reporter,
}: {
  round: Pick<SheetHeader['round'], 'title'>;
  reporter: Pick<SheetHeader['reporter'], 'name'>;
}): string => `${round.title}, ${reporter.name}`;

type ItemFacts = {
  status: string;
  roundState: 'planned' | 'open' | 'closed';
  /** Whether the person's role lets them write at all. */
  mayWrite: boolean;
};

/** Why an item cannot be changed, as a sentence that says what can be done. */
export function explainReadOnly({ status, roundState, mayWrite }: ItemFacts): string {
  if (status === 'accepted') return 'The report is accepted. Only the secretariat can reopen it.';
  if (status === 'submitted') {
    return 'The report is with the secretariat. It can be withdrawn until the review starts.';
  }
  if (status === 'cleared') return 'The report is cleared. To change it, send it back to its writers.';
  if (!mayWrite) return 'You read and clear this report. Only its writers can change it.';
  if (status === 'returned') return 'The secretariat asked about other items. This one cannot be changed.';
  return roundState === 'planned'
    ? 'The round has not opened yet.'
    : 'The round is closed. Ask the secretariat for an extension.';
}

/** Where the report stands and what comes next, in a sentence or two. */
export function explainStatus({ header, permissions }: Pick<Sheet, 'header' | 'permissions'>): string {
  const { status, round, reviewStartedAt, clearedBy } = header;
  switch (status) {
    case 'draft':
      if (round.state === 'closed') {
        return 'The round closed before this report was sent. Ask the secretariat for an extension.';
      }
      if (permissions.clear && permissions.write) {
        return 'When the report is complete, you clear it yourself and submit it.';
      }
      return permissions.clear
        ? 'The report is being written. When it is complete, you clear it for submission.'
        : 'The report is being written. When it is complete, it is cleared for submission.';
    case 'returned':
      return 'The secretariat has returned the report. Answer its questions; the report is then cleared and submitted again.';
    case 'cleared':
      return `Cleared${clearedBy ? ` by ${clearedBy}` : ''}. The report can now be submitted to the secretariat.`;
    case 'submitted':
      return reviewStartedAt
        ? 'The secretariat is reviewing the report.'
        : 'The secretariat has the report. Until the review starts it can be withdrawn.';
    case 'accepted':
      return 'The secretariat has accepted the report. There is nothing left to do.';
  }
}

type ValueDefinition = Pick<IndicatorDefinition, 'measure' | 'unit' | 'choices'>;

/** A number as pages write it, with its unit; what is not a number stays as it was typed. */
function writeFigure(typed: string, unit = ''): string {
  const figure = readFigure(typed);
  if (figure !== null) return formatWithUnit(figure, unit);
  return [`“${typed.trim()}”`, unit === '%' ? '' : unit].filter(Boolean).join(' ');
}

/** A cell in words: "124 persons", "66.7% (30 of 45)", "Not available". */
export function describeCell(definition: ValueDefinition, cell: CellDraft): string {
  if (cell.state === '' || cell.state === 'not_available' || cell.state === 'not_applicable') {
    return valueStateLabels[cell.state || 'not_yet_reported'];
  }
  switch (getAnswerKind(definition.measure)) {
    case 'number':
      return writeFigure(cell.value, definition.unit);
    case 'ratio': {
      const percentage = calculateDraftPercentage(cell, definition.measure);
      const parts = `${writeFigure(cell.numerator)} of ${writeFigure(cell.denominator)}`;
      return percentage === null ? parts : `${formatWithUnit(percentage, formatUnit(definition))} (${parts})`;
    }
    case 'choice':
      return definition.choices.find(({ code }) => code === cell.choice)?.label ?? cell.choice;
    case 'text':
      return cell.text;
  }
}
