import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { useEnglishLang } from '#app/features/language/language-context.tsx';
import { readPageLanguage } from '#app/features/language/page-language.tsx';
import { buildWords, useWords } from '#app/features/language/use-words.ts';
import { useNotice } from '#app/root.tsx';
import type { Route } from './+types/about';
import { Link } from '#app/features/publication/public-link.tsx';
import { Prose } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { dataLicence, softwareLicence } from '#server/domain/data/licences.ts';
import { usePublicationLink } from '#app/features/publication/link.ts';

export const handle = { translated: true };

export const meta: Route.MetaFunction = (args) => {
  const words = buildWords(readPageLanguage(args.matches), 'about');
  return buildPageMeta(args, {
    title: words('title'),
    description: words('description'),
    image: '/og/pages/about',
  });
};

export default function About() {
  return <AboutPage notice={useNotice()} />;
}

/** What the tracker is. `notice` says that its content is an illustration, or is empty. */
function AboutPage({ notice }: { notice: string }) {
  const words = useWords('about');
  const english = useEnglishLang();
  const link = usePublicationLink();
  return (
    <>
      <PageHeading lead={words('lead')}>{words('title')}</PageHeading>
      <Prose>
        {notice ? (
          <>
            <h2>{words('illustration')}</h2>
            <p lang={english}>{notice}</p>
          </>
        ) : null}

        <h2>{words('purposeTitle')}</h2>
        <p>{words('purpose')}</p>

        <h2>{words('partsTitle')}</h2>
        <ul>
          <li>{words('reporters')}</li>
          <li>{words('secretariat')}</li>
          <li>{words('readers')}</li>
        </ul>
        <p>{words('neutral')}</p>

        <h2>{words('absentTitle')}</h2>
        <p>{words('absent')}</p>

        <h2>{words('useTitle')}</h2>
        <p>
          {words.rich('use', {
            licence: (
              <a href={dataLicence.url} rel="license" lang={english}>
                {dataLicence.name}
              </a>
            ),
            data: <Link to={link('/data')}>{words('useData')}</Link>,
            methodology: <Link to={link('/about/methodology')}>{words('useMethodology')}</Link>,
            disclosure: <Link to={link('/about/disclosure')}>{words('useDisclosure')}</Link>,
          })}
        </p>

        <h2>{words('languagesTitle')}</h2>
        <p>{words('languages')}</p>
        <p>
          {words.rich('software', {
            licence: (
              <a href={softwareLicence.url} rel="license" lang={english}>
                {softwareLicence.name}
              </a>
            ),
          })}
        </p>
      </Prose>
    </>
  );
}
