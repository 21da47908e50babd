import type { ReactNode } from 'react';
import { DateText } from '#app/components/date-text.tsx';
import { Section } from '#app/components/layout.tsx';
import type { ArrangementLine } from '#app/contract.ts';
import { useEnglishLang } from '#app/features/language/language-context.tsx';
import { useWords, type Words } from '#app/features/language/use-words.ts';
import { usePublicationLink } from '#app/features/publication/link.ts';
import { Link } from '#app/features/publication/public-link.tsx';

/** What states have agreed between them, a line each with its status. Nothing where there is none. */
export function ArrangementLines({ lines }: { lines: readonly ArrangementLine[] }) {
  const words = useWords('arrangement');
  const lang = useEnglishLang();
  if (lines.length === 0) return null;
  return (
    <Section id="arrangements" title={words('section')} lang={lang}>
      <ul>
        {lines.map((line) => (
          <li key={line.item}>
            <ArrangementSummary line={line} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The status with the day of the agreement, from which it is in force; what is suspended or ended is so since later. */
export const describeStatus = (
  { status, agreedOn }: Pick<ArrangementLine, 'status' | 'agreedOn'>,
  words: Words<'arrangement'>,
): ReactNode =>
  agreedOn === null
    ? words(status)
    : words.rich(status === 'in_force' ? 'since' : 'agreedOn', {
        status: words(status),
        date: <DateText iso={agreedOn} />,
      });

/** The name of an arrangement as a link, with its status and how many of its steps are reached. */
export function ArrangementSummary({ line }: { line: ArrangementLine }) {
  const words = useWords('arrangement');
  const link = usePublicationLink();
  const { item, title, steps, reached, differ } = line;
  return (
    <span lang={useEnglishLang()}>
      <Link to={link(`/cooperation/${item}`)}>{title}</Link>
      {': '}
      {describeStatus(line, words)}
      {steps === 0 ? null : (
        <>
          {'; '}
          {reached === null
            ? words('agreedSteps', { steps })
            : words('reached', { reached: String(reached), steps })}
        </>
      )}
      {differ ? <>{`; ${words('differing', { differ: String(differ) })}`}</> : null}
    </span>
  );
}
