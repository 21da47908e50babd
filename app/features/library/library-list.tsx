import { Fragment } from 'react';
import type { LibraryFilter } from '#server/domain/library/list-published-library.ts';
import { Link } from '#app/features/publication/public-link.tsx';
import {
  English,
  useEnglishLang,
  useLabel,
  useLabelLang,
  useLanguage,
} from '#app/features/language/language-context.tsx';
import { describeDays } from './library-words.ts';
import { usePublicationLink } from '#app/features/publication/link.ts';
import type { LibraryLine } from '#server/domain/library/list-published-library.ts';
import styles from './library.module.css';
import type { ReleasedEvidence } from '#app/contract.ts';
import { useWords } from '#app/features/language/use-words.ts';
import { formatFileSize } from '#server/domain/evidence/evidence.rules.ts';
import { describeFileKind } from '#server/domain/evidence/file-kinds.rules.ts';
import { describeLinkHost } from '#server/domain/evidence/link.rules.ts';

const names = ['kind', 'activity', 'body', 'partner', 'lens', 'year'] as const;
const longestCode = 120;
const mostStates = 5;

/** Reads the filter from an address; what is empty narrows nothing, what is too long for a code is left out. */
export function readLibraryFilter(url: string): LibraryFilter {
  const search = new URL(url).searchParams;
  const readCode = (text: string | null) => {
    const code = text?.trim() ?? '';
    return code !== '' && code.length <= longestCode ? code : undefined;
  };
  const states = [...new Set(search.getAll('state').map(readCode))].filter((code) => code !== undefined);
  return {
    ...Object.fromEntries(
      names.flatMap((name) => {
        const code = readCode(search.get(name));
        return code === undefined ? [] : [[name, code]];
      }),
    ),
    ...(states.length > 0 ? { states: states.slice(0, mostStates) } : {}),
    ...(search.get('cooperation') === 'yes' ? { cooperation: true } : {}),
  };
}

/** The page of a list that an address asks for, from 1; 1 for what is no number. */
export function readPage(url: string): number {
  const text = new URL(url).searchParams.get('page') ?? '';
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1;
}

interface LibraryListProps {
  items: readonly LibraryLine[];
  /** Level of each title; without one titles are no headings, for short lists. */
  headingLevel?: 2 | 3 | undefined;
  /** Without summaries. */
  brief?: boolean | undefined;
  /** With who organised, supported or took part, and whether a link to it is known. */
  roles?: boolean | undefined;
}

/** Who organised an entry, which partners and bodies are named with it, and that no link is known where there is none. */
function Roles({ item }: { item: LibraryLine }) {
  const words = useWords('library');
  const english = useEnglishLang();
  const link = usePublicationLink();
  const named = (codes: readonly string[], folder: string, names = codes) =>
    codes.map((code, at) => (
      <Fragment key={code}>
        {at > 0 ? ', ' : ''}
        <Link to={link(`/${folder}/${code}`)} lang={english}>
          {names[at] ?? code}
        </Link>
      </Fragment>
    ));
  return (
    <p className={styles.roles}>
      {item.organisers ? (
        <>{words.rich('byOrganisers', { names: <English>{item.organisers}</English> })}. </>
      ) : null}
      {item.partners.length > 0 ? (
        <>{words.rich('byPartners', { names: named(item.partners, 'partners', item.partnerNames) })}. </>
      ) : null}
      {item.bodies.length > 0 ? (
        <>{words.rich('tookPart', { names: named(item.bodies, 'bodies') })}. </>
      ) : null}
      {item.url ? null : words('linkUnknown')}
    </p>
  );
}

/** Entries of the library: title, what it is, when and where, and what it says. For any public page. */
export function LibraryList({ items, headingLevel, brief, roles }: LibraryListProps) {
  const label = useLabel();
  const labelLang = useLabelLang();
  const english = useEnglishLang();
  const language = useLanguage();
  const words = useWords('library');
  const link = usePublicationLink();
  const Heading = headingLevel ? (`h${headingLevel}` as const) : 'p';
  return (
    <ul className={styles.list}>
      {items.map((item) => (
        <li key={item.code} className={styles.item}>
          <Heading className={styles.title}>
            <Link to={link(`/library/${item.code}`)} lang={english}>
              {item.title}
            </Link>
          </Heading>
          <p className={styles.about}>
            <span lang={labelLang('library_kind', item.kind)}>
              {label('library_kind', item.kind, item.kindLabel)}
            </span>
            {[describeDays(item, language, words), item.place, item.states.join(', ')]
              .filter((part) => part !== '')
              .map((part) => ` · ${part}`)
              .join('')}
          </p>
          {brief ? null : (
            <p className={styles.summary} lang={english}>
              {item.summary}
            </p>
          )}
          {roles ? <Roles item={item} /> : null}
        </li>
      ))}
    </ul>
  );
}

/** Documents and links that reporters released with their reports. A file is a download, a link leads elsewhere. */
export function ReleasedEvidence({ items }: { items: readonly ReleasedEvidence[] }) {
  const words = useWords('library');
  const english = useEnglishLang();
  return (
    <ul className={styles.list}>
      {items.map((item) => (
        <li key={item.id} className={styles.item}>
          <p className={styles.title}>
            {item.kind === 'file' ? (
              <a href={`/evidence/${item.publication}/${item.id}`} download={item.fileName} lang={english}>
                {item.title}
              </a>
            ) : (
              <a href={item.url} rel="noreferrer noopener nofollow external" lang={english}>
                {item.title}
              </a>
            )}
          </p>
          <p className={styles.about}>
            {[
              item.kind === 'file'
                ? words('document', {
                    kind: describeFileKind(item.contentType),
                    size: formatFileSize(item.sizeBytes),
                  })
                : words('linkTo', { host: describeLinkHost(item.url) }),
              words('fromReport', { reporter: item.reporter, round: item.round }),
            ].join(' · ')}
          </p>
        </li>
      ))}
    </ul>
  );
}
