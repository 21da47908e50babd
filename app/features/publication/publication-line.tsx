import { Link } from 'react-router';
import { formatDate } from '#server/domain/language/date-format.ts';
import { usePublicationLink } from './use-publication-link.ts';

/** "Publication 4, 20 May 2026", linked to its page. */
export function PublicationLine({ publication }: { publication: { number: number; publishedAt: string } }) {
  const link = usePublicationLink();
  return (
    <Link to={link(`/publications/${publication.number}`)}>
      Publication {publication.number}, {formatDate(publication.publishedAt)}
    </Link>
  );
}
