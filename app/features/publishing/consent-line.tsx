import { Link } from 'react-router';
import type { Compilation } from '#app/contract.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';

type ConsentLineProps = Pick<Compilation, 'number' | 'newAnswers' | 'openQuestions'> & { round: string };

/** What a compilation does not know of consent yet, where one compiles and publishes; nothing where it knows all. */
export function ConsentLine({ round, number, newAnswers, openQuestions }: ConsentLineProps) {
  if (newAnswers + openQuestions === 0) return null;
  const parts = [
    newAnswers > 0
      ? `${formatCount(newAnswers, 'answers', 'have')} come since compilation ${number}: compile again to include ${newAnswers === 1 ? 'it' : 'them'}.`
      : '',
    openQuestions > 0 ? `${formatCount(openQuestions, 'questions', 'are')} still open.` : '',
  ];
  return (
    <p>
      <Link to={`/secretariat/publish/${encodeURIComponent(round)}/consent`}>Consent</Link>:{' '}
      {parts.filter((part) => part !== '').join(' ')}
    </p>
  );
}
