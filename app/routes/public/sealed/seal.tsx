import { data } from 'react-router';
import { Link } from '#app/features/publication/public-link.tsx';
import { ask, type Refusal } from '#app/features/errors/ask.ts';
import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { readPublicationNumber } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/seal';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { Definitions } from '#app/components/definitions.tsx';
import { Prose, Section } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import type { SealAnswer } from '#app/contract.ts';
import { formatDate } from '#server/domain/language/date-format.ts';
import styles from '#app/features/publication/publication.module.css';
import { formatCount } from '#server/domain/language/counted-nouns.ts';

/** How to check a publication without the tracker. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { publicCaller, requestId, origin } = context.get(requestContext);
  const number = readPublicationNumber(params.number);
  if (number === null) {
    const refusal: Refusal = {
      code: 'NOT_FOUND',
      sentence: `There is no publication ${params.number.slice(0, 20)}.`,
      fields: [],
      current: null,
      reference: null,
    };
    throw data(refusal, { status: 404 });
  }
  const { publication, seal, earlier, parts } = await ask(requestId, () =>
    publicCaller.dashboard.seal({ number }),
  );
  return {
    origin,
    publication,
    seal,
    earlier,
    documents: parts.filter(({ path }) => path.startsWith('documents/')).length,
    files: parts.filter(({ path }) => !path.startsWith('documents/')).length,
  };
}

export const meta: Route.MetaFunction = (args) => {
  if (!args.loaderData || args.error) return buildErrorMeta('There is no such publication');
  const { number } = args.loaderData.publication;
  return buildPageMeta(args, {
    title: `Check publication ${number}`,
    description: 'How to see that a publication is as it was published, without the tracker.',
    image: `/og/pages/publication/${number}`,
  });
};

export default function SealRoute({ loaderData }: Route.ComponentProps) {
  return <SealView {...loaderData} />;
}

interface SealViewProps {
  /** The tracker's address. */
  origin: string;
  publication: SealAnswer['publication'];
  seal: SealAnswer['seal'];
  earlier: SealAnswer['earlier'];
  /** How many of each it holds. */
  documents: number;
  files: number;
}

/** What seals a publication, and how to check it with ordinary tools. */
function SealView({ origin, publication, seal, earlier, documents, files }: SealViewProps) {
  const { number, title } = publication;
  const path = `/publications/${number}`;
  return (
    <>
      <Breadcrumbs
        items={[
          { label: 'Publications', to: '/publications' },
          { label: `Publication ${number}`, to: path },
        ]}
      />
      <PageHeading
        kicker={title}
        lead="Everything in a publication is sealed when it goes out. You can check it with ordinary tools and without the tracker."
      >
        Check publication {number}
      </PageHeading>
      <Definitions
        items={[
          {
            term: 'Sealed',
            description: `${formatDate(seal.sealedAt)}: ${formatCount(documents, 'documents')} and ${formatCount(files, 'files')}`,
          },
          { term: 'Root (SHA-256)', description: <code className={styles.checksum}>{seal.root}</code> },
          {
            term: 'Signature (Ed25519)',
            description: <code className={styles.checksum}>{seal.signature}</code>,
          },
          { term: 'Key', description: <code className={styles.checksum}>{seal.keyId}</code> },
        ]}
      />
      <Section id="sealed" title="What is sealed">
        <Prose>
          <p>
            A publication is made of documents: the plan, the lists, the figures of each indicator in each
            round, the released words, and every drawing. The seal is a list of all of them, and of the files
            of evidence and of the report, with the checksum of each. The checksum of that list is the root,
            and the root is signed.
          </p>
          <ul>
            <li>
              <a href={`${path}/bundle.zip`}>Download the bundle (ZIP)</a>: all documents and files with the
              seal. It is a bag (BagIt, RFC 8493), ready for an archive.
            </li>
            <li>
              <a href={`${path}/manifest.json`}>manifest.json</a>: the list, the root and the signature. Each
              document has an address of its own there.
            </li>
          </ul>
        </Prose>
      </Section>
      <Section id="check" title="Check it yourself">
        <Prose>
          <p>Unpack the bundle and run this in its folder, with coreutils and OpenSSL 3:</p>
          <pre className={styles.commands}>
            {[
              'sha256sum -c manifest-sha256.txt',
              'sha256sum manifest-sha256.txt',
              'cat statement.txt',
              'openssl pkeyutl -verify -pubin -inkey key.pem -rawin \\',
              '  -in statement.txt -sigfile signature.bin',
            ].join('\n')}
          </pre>
          <ol>
            <li>The first line names any file that was altered or is missing.</li>
            <li>The second shows the root. It is the one above, and the one in statement.txt.</li>
            <li>The last says whether the root was signed with the key below.</li>
          </ol>
          <p>
            With a copy of the tracker’s code one command does all of this, and also names files that were
            added:
          </p>
          <pre className={styles.commands}>{`npm run admin -- verify-publication ${origin}${path}`}</pre>
        </Prose>
      </Section>
      <Section id="key" title="The key">
        <Prose>
          <p>
            Keep a copy of the key from a day that you trust, and compare. When the tracker gets a new key,
            old publications keep the one with which they were sealed.
          </p>
          <pre className={styles.commands}>{seal.publicKey}</pre>
        </Prose>
      </Section>
      {earlier.length > 0 ? (
        <Section id="earlier" title="Earlier seals">
          <Prose>
            <p>
              The approved report was added later. What was sealed before is unchanged under the new seal.
            </p>
            <ul>
              {earlier.map((one) => (
                <li key={one.number}>
                  {formatDate(one.sealedAt)}: <code className={styles.checksum}>{one.root}</code>
                </li>
              ))}
            </ul>
          </Prose>
        </Section>
      ) : null}
      <p>
        <Link to={path}>Back to publication {number}</Link>
      </p>
    </>
  );
}
