import { useRouteLoaderData } from 'react-router';
import type { loader } from '#app/root.tsx';
import {
  buildDataset,
  type DescribedPublication,
} from '#server/domain/standards/schema-org/build-dataset.ts';

/** A publication as search engines of data sets know it; nothing to see. */
export function DatasetFacts({
  publication,
  publications,
}: {
  publication: DescribedPublication | null;
  publications: readonly { number: number; round: { title: string } }[];
}) {
  const origin = useRouteLoaderData<typeof loader>('root')?.origin;
  if (!publication || !origin) return null;
  const round = publications.find(({ number }) => number === publication.number)?.round.title ?? '';
  return <JsonLd data={buildDataset(publication, round, origin)} />;
}

/**
 * Facts of a page for machines, as JSON-LD. Browsers take it for data, not for a script: it runs nothing, and the
 * content security policy, which is about what runs, has nothing to say of it. "<" is written so that no text can end
 * the element.
 */
function JsonLd({ data }: { data: object }) {
  return (
    <script
      type="application/ld+json"
      // oxlint-disable-next-line react/no-danger -- React would escape quotes; "<", which alone could end the script, is escaped here
      dangerouslySetInnerHTML={{ __html: JSON.stringify(data).replaceAll('<', String.raw`\u003c`) }}
    />
  );
}
