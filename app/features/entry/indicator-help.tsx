import { Definitions } from '#app/components/definitions.tsx';
import { formatFigureNumber } from '#server/domain/language/format-counts.ts';
import { StartForm } from '../copied/start-form.tsx';
import type { IndicatorEntry } from '../submission/contract-types.ts';
import type { ReportKey } from '../submission/report-paths.ts';
import { describeCell } from '../submission/value-words.ts';
import styles from './help.module.css';
import { getCell, type IndicatorDraft, isWritable } from './indicator-draft.ts';

interface IndicatorHelpProps {
  entry: IndicatorEntry;
  last: { draft: IndicatorDraft; round: string } | null;
  reportKey: ReportKey;
  formId: string;
}

/** What helps to report on an indicator: its definition, how to count, and the last round. */
export function IndicatorHelp({ entry, last, reportKey, formId }: IndicatorHelpProps) {
  const { indicator } = entry;
  // Offered while nothing is written: copying must not bury anybody's figures.
  const canStart = entry.writable && entry.answer.version === 0 && (entry.last?.cells.length ?? 0) > 0;
  const isFigure = indicator.measure !== 'choice' && indicator.measure !== 'text';
  return (
    <div className={styles.help}>
      <h2>Definition</h2>
      <p>{indicator.definition}</p>
      <h2>How to count</h2>
      <p>{indicator.countingRule}</p>
      {indicator.crossBorderOverlap ? (
        <p>
          Another state may report the same person or case. Report it all the same: regional totals say that
          they are sums of reports, not of unique persons.
        </p>
      ) : null}
      {indicator.dimensions.length > 0 ? (
        <p>
          Each breakdown stands on its own and may add up to less than the total, never to more. Zero is a
          figure; leave a cell “Not yet reported” while you do not know.
        </p>
      ) : null}
      <h2>Last round{last ? `, ${last.round}` : ''}</h2>
      {last ? (
        <>
          {isWritable(entry, 'total') ? (
            <p>{describeCell(indicator, getCell(last.draft, 'total'))}</p>
          ) : (
            <p>Your figures stand beside the fields.</p>
          )}
          {last.draft.note ? <p className={styles.text}>{last.draft.note}</p> : null}
          {canStart ? (
            <StartForm
              reportKey={reportKey}
              item={{ kind: 'indicator', code: indicator.code }}
              requestId={formId}
              words={isFigure ? 'Start from these figures' : 'Start from this answer'}
            />
          ) : null}
        </>
      ) : (
        <p>Nothing was reported on this indicator in the last round.</p>
      )}
      <h2>The indicator</h2>
      <Definitions
        layout="under"
        items={[
          ...(indicator.activity
            ? [
                {
                  term: 'Measures',
                  description: `${indicator.activity.code} ${indicator.activity.title}`,
                },
              ]
            : []),
          { term: 'Area', description: `${indicator.area.code} ${indicator.area.title}` },
          ...(indicator.targets.length > 0
            ? [
                {
                  term: 'Regional targets',
                  description: indicator.targets
                    .map(({ year, value }) => `${year}: ${formatFigureNumber(value, indicator.unit)}`)
                    .join('; '),
                },
              ]
            : []),
        ]}
      />
    </div>
  );
}
