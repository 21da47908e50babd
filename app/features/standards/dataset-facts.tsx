import { useRouteLoaderData } from 'react-router';
import { JsonLd } from '#app/features/page-metadata/json-ld.tsx';
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
