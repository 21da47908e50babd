import { Link } from 'react-router';
import { useLanguage } from '#app/features/language/language-context.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { formatDate } from '#server/domain/language/date-format.ts';
import { usePublicationLink } from './link.ts';
import { EmptyState } from '#app/components/notice.tsx';

/** "Publication 4, 20 May 2026", linked to its page. */
export function PublicationLine({ publication }: { publication: { number: number; publishedAt: string } }) {
  const link = usePublicationLink();
  const words = useWords('figure');
  const { locale } = useLanguage();
  return (
    <Link
      to={link(`/publications/${publication.number}`)}
      lang={words.lang === 'en' ? undefined : words.lang}
    >
      {words('publicationLine', {
        number: String(publication.number),
        date: formatDate(publication.publishedAt, 'UTC', locale),
      })}
    </Link>
  );
}

/** StatusRows in place of what a public page shows, before the first publication. The page keeps its heading. */
export function NothingPublished() {
  const words = useWords('errors');
  return (
    <div lang={words.lang}>
      <EmptyState title={words('nothingYet')}>
        <p>{words('nothingYetText')}</p>
      </EmptyState>
    </div>
  );
}
