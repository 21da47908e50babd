import { Link } from 'react-router';
import { Prose } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { dataLicence } from '#app/features/data/licence.ts';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { useNotice } from '#app/root.tsx';
import type { Route } from './+types/about';

export const meta: Route.MetaFunction = () => [
  { title: 'About · Bohol tracker' },
  {
    name: 'description',
    content: 'What the tracker shows, who reports to it, who runs it and how its data may be used.',
  },
];

export default function About() {
  const link = usePublicationLink();
  const notice = useNotice();
  return (
    <>
      <PageHeading lead="A place where a regional work plan against trafficking in persons is reported, put together and shown.">
        About this tracker
      </PageHeading>
      <Prose>
        {notice ? (
          <>
            <h2>What you see is an illustration</h2>
            <p>{notice}</p>
          </>
        ) : null}

        <h2>What it is for</h2>
        <p>
          The ASEAN Multi-Sectoral Work Plan Against Trafficking in Persons 2023-2028, also called the Bohol
          work plan 2.0, is carried out by sectoral bodies and member states together. Twice a year they
          report on the activities that they lead or take part in, and on a set of indicators. This tracker
          gathers those reports, puts them together and publishes what may be shown, so that ministries,
          partners and everyone else can see how far the plan has come and where it is late.
        </p>

        <h2>Who does what</h2>
        <ul>
          <li>
            Reporters are member states and sectoral bodies. Agencies of a state write its report; a clearing
            officer of that state releases it before it leaves the country.
          </li>
          <li>
            The secretariat of the plan runs the tracker. It reads each report, asks questions, accepts or
            returns it, and publishes. It cannot change what a reporter has written.
          </li>
          <li>
            The public reads publications. Working data, drafts and evidence are never part of a public page.
          </li>
        </ul>
        <p>
          The tracker takes no side between states. It ranks none, colours none, and shows each beside its own
          past only.
        </p>

        <h2>What it does not hold</h2>
        <p>
          It holds counts and reports on work. It holds no case files and no data on single persons, and it is
          not a way to report a case or ask for help. Whoever is in danger should turn to the police or the
          hotline of the country where they are.
        </p>

        <h2>Using the data</h2>
        <p>
          Published data may be used by anyone under{' '}
          <a href={dataLicence.url} rel="license">
            {dataLicence.name}
          </a>
          . Name the publication by its number, for instance “Bohol tracker, publication 3”: a publication
          never changes, so the number says exactly which figures are meant.{' '}
          <Link to={link('/data')}>Data</Link> has all files;{' '}
          <Link to={link('/about/methodology')}>methodology</Link> says how figures are made and what is not
          shown.
        </p>
        <p>The software is free under the European Union Public Licence 1.2.</p>
      </Prose>
    </>
  );
}
