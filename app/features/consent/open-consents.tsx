import { Link } from 'react-router';
import { DateText } from '#app/components/date-text.tsx';
import { Notice } from '#app/components/notice.tsx';
import type { OpenConsent } from './answers.ts';
import { formatCount } from '#server/domain/language/format-counts.ts';

/** Questions of consent that wait for an answer; nothing where none does. */
export function OpenConsents({ questions }: { questions: readonly OpenConsent[] }) {
  if (questions.length === 0) return null;
  return (
    <Notice kind="warning" title="The secretariat asks whether own figures may be shown.">
      <ul>
        {questions.map(({ question, round, reporter, open, expiresAt }) => (
          <li key={question}>
            <Link to={`/workspace/consent/${question}`}>
              {reporter.name}, {round}: {formatCount(open, 'figures')}
            </Link>
            , until <DateText iso={expiresAt} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}
