import { Link } from 'react-router';
import type { PublicationSummary } from '#app/contract.ts';
import { useWords } from '#app/features/language/use-words.ts';
import { PublicationLine } from '#app/features/publication/publication-line.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';

/** Where a reader goes from the overview: the publication with its report, and what else there is. */
export function GoOn({ publication, note }: { publication: PublicationSummary; note: string }) {
  const words = useWords('overview');
  const link = usePublicationLink();
  const { number, newest, title, meeting } = publication;
  const ways = [
    {
      key: 'states',
      to: '/states',
      title: words('states'),
      text: words('statesText'),
      link: words('statesLink'),
    },
    {
      key: 'cooperation',
      to: '/cooperation',
      title: words('cooperation'),
      text: words('cooperationText'),
      link: words('cooperationLink'),
    },
    {
      key: 'library',
      to: '/library',
      title: words('library'),
      text: words('libraryText'),
      link: words('libraryLink'),
    },
    { key: 'data', to: '/data', title: words('data'), text: words('dataText'), link: words('dataLink') },
  ];
  return (
    <>
      <div>
        <h3 id="publication-in-view">
          {number === newest ? words('publication') : words('publicationPinned')}
        </h3>
        <p>
          {title}. <PublicationLine publication={publication} />
          {meeting ? words('presented', { meeting }) : ''}.
        </p>
        {note ? <p>{note}</p> : null}
        <p>
          <Link to={link(`/publications/${number}`)}>{words('publicationPage')}</Link>
        </p>
      </div>
      {ways.map((way) => (
        <div key={way.key}>
          <h3>{way.title}</h3>
          <p>{way.text}</p>
          <p>
            <Link to={link(way.to)}>{way.link}</Link>
          </p>
        </div>
      ))}
    </>
  );
}
