import { ask } from '#app/features/errors/ask.ts';
import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { readPageLanguage } from '#app/features/language/page-language.tsx';
import { buildWords, useWords } from '#app/features/language/use-words.ts';
import { readPublication, usePublicationLink } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/disclosure';
import { Link } from '#app/features/publication/public-link.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { Prose } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import {
  calculateLargestShare,
  countFewestUnknown,
  defaultDisclosureRules,
} from '#server/domain/disclosure/disclosure-settings.rules.ts';
import { buildPublicNote, reasons } from '#server/domain/disclosure/disclosure-reasons.rules.ts';
import { formatNumber, formatPercentage } from '#server/domain/language/number-format.ts';
import { PageContents } from '#app/components/navigation.tsx';

/** Every word of it is in the catalogue. */
export const handle = { translated: true };

/** How much the rules leave is counted in the publication in view. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  const publication = readPublication(request.url);
  return { kept: await ask(requestId, () => publicCaller.dashboard.keptFigures({ publication })) };
}

export const meta: Route.MetaFunction = (args) => {
  const words = buildWords(readPageLanguage(args.matches), 'method');
  return buildPageMeta(args, {
    title: words('disclosureTitle'),
    description: words('disclosureLead'),
    image: '/og/pages/disclosure',
  });
};

export default function Disclosure({ loaderData }: Route.ComponentProps) {
  return <DisclosurePage kept={loaderData.kept} />;
}

/** How many figures that have a number and may be shown by class and consent are shown, are ranges, and are held. */
type KeptFigures = { shown: number; ranges: number; held: number };

const publicNotes = [reasons.smallCount, reasons.noConsent, reasons.keptAsPublished].flatMap(
  (reason) => buildPublicNote([reason]) ?? [],
);

/** The rules of disclosure in plain words, with the numbers and notes that are in force, and what they cost. */
function DisclosurePage({ kept }: { kept: { region: KeptFigures; reporters: KeptFigures } | null }) {
  const words = useWords('method');
  const link = usePublicationLink();
  const { smallCountUpTo, minimumContributors, widthPercent, neighbouringValues } = defaultDisclosureRules;
  const fewest = countFewestUnknown(defaultDisclosureRules);
  return (
    <>
      <PageHeading lead={words('disclosureLead')}>{words('disclosureTitle')}</PageHeading>
      <Prose>
        <PageContents
          label={words('onThisPage')}
          parts={[
            ['readers', words('readsTitle')],
            ['consent', words('consentTitle')],
            ['small', words('smallTitle')],
            ['few', words('fewTitle')],
            ['backwards', words('backwardsTitle')],
            ['ranges', words('rangesTitle')],
            ['later', words('laterTitle')],
            ['notes', words('notesTitle')],
            ['attack', words('attackTitle')],
            ['kept', words('keptTitle')],
            ['bounds', words('boundsTitle')],
          ]}
        />

        <h2 id="readers">{words('readsTitle')}</h2>
        <ReaderTable />
        <p>{words('readsSums')}</p>
        <p>{words('readsWidth', { percent: widthPercent, values: neighbouringValues })}</p>
        <p>{words('readsLinked')}</p>

        <h2 id="consent">{words('consentTitle')}</h2>
        <p>{words('consentClass')}</p>
        <p>{words('consentReporter')}</p>

        <h2 id="small">{words('smallTitle')}</h2>
        <p>{words('smallText', { limit: smallCountUpTo })}</p>

        <h2 id="few">{words('fewTitle')}</h2>
        <p>{words('fewText', { count: minimumContributors, fewest })}</p>
        <p>{words('fewDominance', { share: calculateLargestShare(defaultDisclosureRules) })}</p>

        <h2 id="backwards">{words('backwardsTitle')}</h2>
        <p>{words('backwardsText')}</p>
        <p>{words('backwardsSolved')}</p>

        <h2 id="ranges">{words('rangesTitle')}</h2>
        <p>{words('rangesText')}</p>

        <h2 id="later">{words('laterTitle')}</h2>
        <p>{words('laterKept')}</p>
        <p>{words('laterCorrected')}</p>

        <h2 id="notes">{words('notesTitle')}</h2>
        <p>{words('notesText')}</p>
        <ul lang="en">
          {publicNotes.map((note) => (
            <li key={note}>“{note}”</li>
          ))}
        </ul>

        <h2 id="attack">{words('attackTitle')}</h2>
        <p>{words('attackText')}</p>

        <h2 id="kept">{words('keptTitle')}</h2>
        {kept ? <KeptTable {...kept} /> : <p>{words('keptNone')}</p>}

        <h2 id="bounds">{words('boundsTitle')}</h2>
        <p>{words('boundsText')}</p>
        <p>
          <Link to={link('/about/methodology')}>{words('toMethodology')}</Link>
        </p>
      </Prose>
    </>
  );
}

/** The readers that every decision is held against, with what the settings leave unknown to each. */
function ReaderTable() {
  const words = useWords('method');
  const { unknownReporters, marginPercent } = defaultDisclosureRules;
  const readers = [
    { reader: words('readsPublic'), knows: words('readsPublicKnows') },
    { reader: words('readsOne'), knows: words('readsOneKnows') },
    { reader: words('readsTwo'), knows: words('readsTwoKnows') },
  ];
  return (
    <DataTable
      caption={words('readsText')}
      narrow="stack"
      rows={readers.map((reader, together) => ({ ...reader, together }))}
      rowKey={({ reader }) => reader}
      columns={[
        { key: 'reader', header: words('readsReader'), cell: ({ reader }) => reader, rowHeader: true },
        { key: 'knows', header: words('readsKnows'), cell: ({ knows }) => knows },
        {
          key: 'unknown',
          header: words('readsUnknown'),
          cell: ({ together }) => formatNumber(unknownReporters[together] ?? 0),
          numeric: true,
        },
        {
          key: 'margin',
          header: words('readsMargin'),
          cell: ({ together }) => {
            const percent = marginPercent[together];
            return percent === undefined ? words('readsMarginNone') : words('readsMarginOf', { percent });
          },
        },
      ]}
    />
  );
}

type KeptRow = KeptFigures & { of: string };

function KeptTable({ region, reporters }: { region: KeptFigures; reporters: KeptFigures }) {
  const words = useWords('method');
  const rows: KeptRow[] = [
    { of: words('keptRegion'), ...region },
    { of: words('keptReporters'), ...reporters },
  ];
  return (
    <DataTable
      caption={words('keptText')}
      rows={rows.filter(({ shown, ranges, held }) => shown + ranges + held > 0)}
      rowKey={({ of }) => of}
      columns={[
        { key: 'of', header: words('keptOf'), cell: ({ of }) => of, rowHeader: true },
        {
          key: 'shown',
          header: words('keptShown'),
          cell: ({ shown }) => formatNumber(shown),
          numeric: true,
        },
        {
          key: 'ranges',
          header: words('keptRanges'),
          cell: ({ ranges }) => formatNumber(ranges),
          numeric: true,
        },
        {
          key: 'held',
          header: words('keptHeld'),
          cell: ({ held }) => formatNumber(held),
          numeric: true,
        },
        {
          key: 'share',
          header: words('keptShare'),
          cell: ({ shown, ranges, held }) => formatPercentage((100 * shown) / (shown + ranges + held)),
          numeric: true,
        },
        {
          key: 'shareRanges',
          header: words('keptShareRanges'),
          cell: ({ shown, ranges, held }) =>
            formatPercentage((100 * (shown + ranges)) / (shown + ranges + held)),
          numeric: true,
        },
      ]}
    />
  );
}
