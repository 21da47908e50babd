import { Fragment } from 'react';
import { DateText } from '#app/components/date-text.tsx';
import { Section } from '#app/components/layout.tsx';
import type { ArrangementLine } from '#app/contract.ts';
import { useEnglishLang } from '#app/features/language/language-context.tsx';
import { useWords, type Words } from '#app/features/language/use-words.ts';
import { usePublicationLink } from '#app/features/publication/link.ts';
import { Link } from '#app/features/publication/public-link.tsx';
import styles from './arrangement.module.css';

/** "What Cambodia and Thailand have agreed and done". */
export const describeArrangement = (names: readonly string[], words: Words<'arrangement'>): string =>
  words('title', {
    states:
      names.length < 2
        ? names.join('')
        : words('and', { most: names.slice(0, -1).join(', '), last: names.at(-1) ?? '' }),
  });

/** Arrangements between states, each with a line of its status; nothing where there are none. In English. */
export function ArrangementLinks({ lines }: { lines: readonly ArrangementLine[] }) {
  const words = useWords('arrangement');
  const link = usePublicationLink();
  const lang = useEnglishLang();
  if (lines.length === 0) return null;
  return (
    <Section id="arrangements" title={words('section')} lang={lang}>
      <ul className={styles.links}>
        {lines.map((line) => (
          <li key={line.item}>
            <Link to={link(`/cooperation/${line.item}`)}>{describeArrangement(line.names, words)}</Link>
            <p className={styles.facts}>
              <StatusLine line={line} />
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** "In force since 14 March 2025 · 2 of 5 agreed steps reached · accounts differ on 1". */
function StatusLine({ line: { status, agreedOn, steps, reached, differ } }: { line: ArrangementLine }) {
  const words = useWords('arrangement');
  const facts = [
    agreedOn === null
      ? words(status)
      : words.rich('agreedSince', { status: words(status), date: <DateText iso={agreedOn} /> }),
    steps === 0
      ? null
      : reached === null
        ? words('agreedSteps', { steps })
        : words('reachedOf', { reached: String(reached), steps }),
    differ ? words('differing', { differ: String(differ) }) : null,
  ].filter((fact) => fact !== null);
  return facts.map((fact, at) => (
    // oxlint-disable-next-line no-array-index-key -- the order is fixed and nothing has a state
    <Fragment key={at}>
      {at > 0 ? ' · ' : ''}
      {fact}
    </Fragment>
  ));
}
