import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Definitions } from '#app/components/definitions.tsx';
import { Section } from '#app/components/layout.tsx';
import { Tag } from '#app/components/tag.tsx';
import {
  type Agreement,
  compareCounts,
  compareItems,
  findCount,
  findNewest,
  listStatedYears,
  listSubjects,
} from '#server/domain/arrangement/arrangement.rules.ts';
import {
  accountStatusLabels,
  aimLabels,
  arrangementStatusLabels,
  countKinds,
  countLabels,
} from '#server/domain/arrangement/arrangement-words.ts';
import type { AccountItem, Arrangement } from '#server/domain/arrangement/arrangement.schema.ts';
import { formatDate } from '#server/domain/language/date-format.ts';
import record from '#app/features/forms/record.module.css';
import styles from './arrangement.module.css';

/** The address of the desk's page of an arrangement. */
export const arrangementPath = (code: string): string =>
  `/secretariat/library/${encodeURIComponent(code)}/arrangement`;

const agreementLabels: Record<Agreement, string> = {
  same: 'Same account',
  differ: 'Accounts differ',
  silent: 'Not all have said something',
};

function AgreementTag({ state }: { state: Agreement }) {
  return (
    <Tag emphasis={state === 'differ' ? 'strong' : state === 'same' ? 'done' : 'quiet'}>
      {agreementLabels[state]}
    </Tag>
  );
}

interface Shown {
  arrangement: Arrangement;
  /** Names of the states by code. */
  names: Readonly<Record<string, string>>;
}

/** What was agreed: status, states, contact bodies and results. */
export function AgreedTerms({ arrangement: { content }, names }: Shown) {
  const bodiesOf = (code: string) => content.contacts.find(({ party }) => party === code)?.bodies;
  return (
    <Definitions
      items={[
        {
          term: 'Status',
          description: (
            <>
              <Tag>{arrangementStatusLabels[content.status]}</Tag>
              {content.agreedOn ? ` agreed on ${formatDate(content.agreedOn)}` : ''}
            </>
          ),
        },
        ...content.parties.map((code) => ({
          term: `Contact bodies of ${names[code] ?? code}`,
          description: bodiesOf(code) ?? 'Not named',
        })),
        ...content.countries.map(({ party, bodies }) => ({
          term: 'Partner country',
          description: bodies ? `${party}: ${bodies}` : party,
        })),
        ...(content.results ? [{ term: 'Results', description: content.results }] : []),
      ]}
    />
  );
}

function Said({ item }: { item: AccountItem | null }) {
  if (!item) return <span className={record.muted}>Nothing said</span>;
  return (
    <>
      <p className={styles.said}>
        <Tag>{accountStatusLabels[item.status]}</Tag>
        {item.on ? (
          <>
            {' '}
            <DateText iso={item.on} />
          </>
        ) : null}
      </p>
      {item.text ? <p className={styles.said}>{item.text}</p> : null}
    </>
  );
}

/** The newest account of each state, side by side, with where they differ. */
export function Accounts({ arrangement, names }: Shown) {
  const { content } = arrangement;
  const accounts = content.parties.map((by) => findNewest(arrangement.accounts, by)?.content ?? null);
  const itemsOf = (about: string) =>
    accounts.map((account) => account?.items.find((item) => item.about === about) ?? null);
  const years = listStatedYears(accounts.filter((account) => account !== null));
  const counted = years.flatMap((year) =>
    countKinds.map((kind) => ({ year, kind, counts: accounts.map((one) => findCount(one, year, kind)) })),
  );
  return (
    <Section
      id="accounts"
      title="Accounts side by side"
      lead="Each state gives its own account. Nobody changes that of another."
    >
      <DataTable
        caption="Aims and steps"
        narrow="stack"
        rows={listSubjects(content)}
        rowKey={({ about }) => about}
        columns={[
          {
            key: 'about',
            header: 'Aim or step',
            rowHeader: true,
            minWidth: '12rem',
            cell: ({ aim, step }) =>
              step ? (
                <>
                  {step.text}
                  {step.plannedOn ? (
                    <p className={record.muted}>
                      Planned for <DateText iso={step.plannedOn} />
                    </p>
                  ) : null}
                </>
              ) : (
                `Aim: ${aimLabels[aim]}`
              ),
          },
          ...content.parties.map((code, at) => ({
            key: code,
            header: names[code] ?? code,
            minWidth: '12rem',
            cell: ({ about }: { about: string }) => <Said item={itemsOf(about)[at] ?? null} />,
          })),
          {
            key: 'together',
            header: 'Together',
            cell: ({ about }) => <AgreementTag state={compareItems(itemsOf(about))} />,
          },
        ]}
      />
      {counted.length > 0 ? (
        <DataTable
          caption="Meetings and joint operations by year"
          narrow="stack"
          rows={counted}
          rowKey={({ year, kind }) => `${year} ${kind}`}
          columns={[
            {
              key: 'what',
              header: 'Year',
              rowHeader: true,
              cell: ({ year, kind }) => `${countLabels[kind]} in ${year}`,
            },
            ...content.parties.map((code, at) => ({
              key: code,
              header: names[code] ?? code,
              numeric: true,
              cell: ({ counts }: { counts: readonly (number | null)[] }) => counts[at] ?? 'Not given',
            })),
            {
              key: 'together',
              header: 'Together',
              cell: ({ counts }) => <AgreementTag state={compareCounts(counts).state} />,
            },
          ]}
        />
      ) : null}
    </Section>
  );
}

const partWords = { terms: 'what is agreed', account: 'account', counts: 'numbers' } as const;

/** Every account and release of all states, newest first. */
export function AccountHistory({ arrangement: { accounts, releases }, names }: Shown) {
  const all = [
    ...accounts.map(({ by, number, version, person, at }) => ({
      key: `account ${by} ${number}`,
      said: `${names[by] ?? by}: account ${number}, of version ${version} of the arrangement`,
      person,
      at,
    })),
    ...releases.map(({ by, number, parts, person, at }) => ({
      key: `release ${by} ${at}`,
      said:
        parts.length === 0
          ? `${names[by] ?? by}: took its release back`
          : `${names[by] ?? by}: released ${parts.map((part) => partWords[part]).join(', ')} with account ${number}`,
      person,
      at,
    })),
  ].toSorted((a, b) => (a.at < b.at ? 1 : Number(a.at > b.at) * -1));
  if (all.length === 0) return null;
  return (
    <Section id="account-history" title="Accounts and releases">
      <ol className={record.history}>
        {all.map(({ key, said, person, at }) => (
          <li key={key}>
            <p>{said}</p>
            <p className={record.muted}>
              {person ? `${person}, ` : ''}
              <DateText iso={at} withTime />
            </p>
          </li>
        ))}
      </ol>
    </Section>
  );
}
