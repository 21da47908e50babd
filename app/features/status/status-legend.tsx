import {
  useLabel,
  useLabelLang,
  useLanguage,
  useSymbolWords,
} from '#app/features/language/language-context.tsx';
import {
  getMissingValueShape,
  type NoNumberState,
  noNumberStates,
} from '#server/domain/figure/symbol-shapes.ts';
import { SymbolSvg, noNumberWords, StatusSymbol, StatusWord } from './status-symbol.tsx';
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
  /** States without a number to explain: `all`, or those that occur. */
  noNumbers?: 'all' | readonly NoNumberState[] | undefined;
  /** One under the other, each with what it means; otherwise words only, in a line. */
  detailed?: boolean | undefined;
}

/** Explains the marks that stand in a table or chart. */
export function Legend({ statuses = [], noNumbers = [], detailed }: LegendProps) {
  const translated = useSymbolWords();
  const language = useLanguage().code;
  const label = useLabel();
  const labelLang = useLabelLang();
  const states = noNumbers === 'all' ? noNumberStates : noNumbers;
  const stateWords = translated?.noNumbers ?? noNumberWords;
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
        {states.map((state) => (
          <li key={state} className={styles.word}>
            <SymbolSvg shape={getMissingValueShape(state)} />
            <span>
              <span className={detailed ? styles.legendTitle : undefined}>{stateWords[state].word}</span>
              {detailed ? <span className={styles.meaning}>: {stateWords[state].meaning}</span> : null}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
