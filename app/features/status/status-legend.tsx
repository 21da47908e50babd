import {
  useLabel,
  useLabelLang,
  useLanguage,
  useSymbolWords,
} from '#app/features/language/language-context.tsx';
import { getMissingValueShape, noNumberStates } from '#server/domain/figure/symbol-shapes.ts';
import type { UsedMarker } from '#server/domain/figure/list-symbols.ts';
import { defaultDisclosureRules } from '#server/domain/disclosure/disclosure-settings.rules.ts';
import { formatRange } from '#server/domain/language/number-format.ts';
import { SymbolSvg, noNumberWords, rangeWords, StatusSymbol, StatusWord } from './status-symbol.tsx';
import styles from './status-symbol.module.css';

/** A status as the plan's data gives it. */
export interface LegendStatus {
  mark: string;
  label: string;
  /** Where the label is that of a status of the list, so that it can be said in another language. */
  code?: string | undefined;
  meaning?: string | undefined;
}

export interface LegendProps {
  /** Statuses to explain, in their order. */
  statuses?: readonly LegendStatus[] | undefined;
  /** States without a number to explain, and ranges: `all`, or what occurs. */
  noNumbers?: 'all' | readonly UsedMarker[] | undefined;
  /** One under the other, each with what it means; otherwise words only, in a line. */
  detailed?: boolean | undefined;
}

const smallCounts = { least: 1, most: defaultDisclosureRules.smallCountUpTo };
const allMarkers = noNumberStates.flatMap((mark): UsedMarker[] => [
  { mark, range: null },
  ...(mark === 'suppressed' ? [{ mark, range: smallCounts }] : []),
]);

/** Explains the marks that stand in a table or chart. */
export function Legend({ statuses = [], noNumbers = [], detailed }: LegendProps) {
  const translated = useSymbolWords();
  const language = useLanguage().code;
  const label = useLabel();
  const labelLang = useLabelLang();
  const states = noNumbers === 'all' ? allMarkers : noNumbers;
  const stateWords = translated?.noNumbers ?? noNumberWords;
  const rangeSaid = translated?.range ?? rangeWords;
  const stateLang = translated && language;
  const list = 'activity_status';
  const say = ({ code, label: english }: LegendStatus) => (code ? label(list, code, english) : english);
  const describeIn = ({ code }: LegendStatus) => (code ? labelLang(list, code) : undefined);
  return (
    <div className={styles.legend}>
      <ul
        className={detailed ? styles.legendDetail : styles.legendList}
        lang={stateLang}
        aria-label={translated?.marks ?? 'Marks'}
      >
        {statuses.map((status) => (
          <li key={`${status.mark}:${status.label}`} className={detailed ? styles.word : undefined}>
            {detailed ? (
              <>
                <StatusSymbol mark={status.mark} />
                <span>
                  <span className={styles.legendTitle} lang={describeIn(status) ?? 'en'}>
                    {say(status)}
                  </span>
                  {status.meaning ? <span className={styles.meaning}>: {status.meaning}</span> : null}
                </span>
              </>
            ) : (
              <StatusWord mark={status.mark}>
                <span lang={describeIn(status) ?? 'en'}>{say(status)}</span>
              </StatusWord>
            )}
          </li>
        ))}
        {states.map(({ mark, range }) => {
          const { word, meaning } = range ? rangeSaid : stateWords[mark];
          return (
            <li key={`${mark}:${range?.most ?? ''}`} className={styles.word}>
              <SymbolSvg shape={getMissingValueShape(mark)} />
              <span>
                <span className={detailed ? styles.legendTitle : undefined}>
                  {range ? `${formatRange(range)}: ${word.toLowerCase()}` : word}
                </span>
                {detailed ? <span className={styles.meaning}>: {meaning}</span> : null}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
