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
import { readPageLanguage } from '#app/features/language/page-language.tsx';
import { English } from '#app/features/language/language-context.tsx';
import { useDateFormat } from '#app/features/language/term.tsx';
import { buildWords, useWords } from '#app/features/language/use-words.ts';
import styles from '#app/features/publication/publication.module.css';

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

export const handle = { translated: 'sentences' };

export const meta: Route.MetaFunction = (args) => {
  if (!args.loaderData || args.error) return buildErrorMeta('There is no such publication');
  const { number } = args.loaderData.publication;
  const words = buildWords(readPageLanguage(args.matches), 'seal');
  return buildPageMeta(args, {
    title: words('title', { number }),
    description: words('description'),
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
  const words = useWords('seal');
  const formatDay = useDateFormat();
  return (
    <>
      <Breadcrumbs
        items={[
          { label: words('publications'), to: '/publications' },
          { label: words('publication', { number }), to: path },
        ]}
      />
      <PageHeading kicker={<English>{title}</English>} lead={words('lead')}>
        {words('title', { number })}
      </PageHeading>
      <Definitions
        items={[
          {
            term: words('sealed'),
            description: words('sealedHolds', { date: formatDay(seal.sealedAt), documents, files }),
          },
          { term: words('root'), description: <code className={styles.checksum}>{seal.root}</code> },
          {
            term: words('signature'),
            description: <code className={styles.checksum}>{seal.signature}</code>,
          },
          { term: words('key'), description: <code className={styles.checksum}>{seal.keyId}</code> },
        ]}
      />
      <Section id="sealed" title={words('whatTitle')}>
        <Prose>
          <p>{words('what')}</p>
          <ul>
            <li>
              {words.rich('bundle', { link: <a href={`${path}/bundle.zip`}>{words('bundleLink')}</a> })}
            </li>
            <li>{words.rich('manifest', { link: <a href={`${path}/manifest.json`}>manifest.json</a> })}</li>
          </ul>
        </Prose>
      </Section>
      <Section id="check" title={words('checkTitle')}>
        <Prose>
          <p>{words('check')}</p>
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
            <li>{words('checkFiles')}</li>
            <li>{words('checkRoot')}</li>
            <li>{words('checkSignature')}</li>
          </ol>
          <p>{words('command')}</p>
          <pre className={styles.commands}>{`npm run admin -- verify-publication ${origin}${path}`}</pre>
        </Prose>
      </Section>
      <Section id="key" title={words('keyTitle')}>
        <Prose>
          <p>{words('keyText')}</p>
          <pre className={styles.commands}>{seal.publicKey}</pre>
        </Prose>
      </Section>
      {earlier.length > 0 ? (
        <Section id="earlier" title={words('earlierTitle')}>
          <Prose>
            <p>{words('earlier')}</p>
            <ul>
              {earlier.map((one) => (
                <li key={one.number}>
                  {formatDay(one.sealedAt)}: <code className={styles.checksum}>{one.root}</code>
                </li>
              ))}
            </ul>
          </Prose>
        </Section>
      ) : null}
      <p>
        <Link to={path}>{words('back', { number })}</Link>
      </p>
    </>
  );
}
