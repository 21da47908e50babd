import { Fragment } from 'react';
import { Definitions } from '#app/components/definitions.tsx';
import { Section } from '#app/components/layout.tsx';
import type { PublicSupportPart } from '#app/contract.ts';
import { English } from '#app/features/language/language-context.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { usePublicationLink } from '#app/features/publication/link.ts';
import { Link } from '#app/features/publication/public-link.tsx';
import { formatNumber } from '#server/domain/language/number-format.ts';
import type { StageTotal } from '#server/domain/support/dollars.calculations.ts';
import type { SupportEntry } from '#server/domain/support/public-support.calculations.ts';
import { supportParts } from '#server/domain/support/support.schema.ts';
import { SupportAmounts } from './support-amounts.tsx';
import { formatMoney } from './support-words.ts';
import styles from './support.module.css';

/** "US$ 248,000" and under it what it was given as, where that is another currency; a dash where nothing is shown. */
export function StageAmount({ total }: { total: StageTotal | undefined }) {
  const words = useWords('support');
  if (!total) return '–';
  const { dollars, original, withoutRate } = total;
  const isConverted = original.some(({ currency }) => currency !== 'USD');
  return (
    <>
      {dollars === '0' ? null : <div>US$ {formatNumber(dollars)}</div>}
      {isConverted
        ? original.map(({ currency, amount }) => (
            <div key={currency} className={styles.muted}>
              {formatMoney(currency, amount)}
            </div>
          ))
        : null}
      {withoutRate > 0 ? (
        <div className={styles.muted}>{words('withoutRate', { count: withoutRate })}</div>
      ) : null}
    </>
  );
}

/** What totals are of, where there are any, and of how many entries the amounts are not shown. */
export function TotalsNote({ totals, heldBack }: Pick<PublicSupportPart, 'totals' | 'heldBack'>) {
  const words = useWords('support');
  if (totals.length === 0 && heldBack === 0) return null;
  return (
    <p>
      {totals.length > 0 ? <>{words('totalOf')} </> : null}
      {heldBack > 0 ? words('heldBack', { count: heldBack }) : null}
    </p>
  );
}

/** What a partner gives in all, by stage. */
export function SupportTotals({ support: { totals, heldBack } }: { support: PublicSupportPart }) {
  const words = useWords('support');
  return (
    <>
      <TotalsNote totals={totals} heldBack={heldBack} />
      {totals.length > 0 ? (
        <Definitions
          items={totals.map((total) => ({
            term: words(`stage_${total.stage}`),
            description: <StageAmount total={total} />,
          }))}
        />
      ) : null}
    </>
  );
}

/** What a partner gives, or what an activity gets, by what partners do: financed, led, facilitated, took part. */
export function SupportList({ support, by }: { support: PublicSupportPart; by: 'partner' | 'activity' }) {
  const words = useWords('support');
  return supportParts.map((part) => {
    const entries = support.entries.filter((entry) => entry.part === part);
    if (entries.length === 0) return null;
    return (
      <Section key={part} id={`support-${part.replaceAll('_', '-')}`} level={3} title={words(`part_${part}`)}>
        <ul className={styles.entries}>
          {entries.map((entry) => (
            <li key={entry.code} id={entry.code}>
              <PublicEntry entry={entry} by={by} />
            </li>
          ))}
        </ul>
      </Section>
    );
  });
}

function PublicEntry({ entry, by }: { entry: SupportEntry; by: 'partner' | 'activity' }) {
  const words = useWords('support');
  const link = usePublicationLink();
  const { partner, kind, description, carriedOutBy, receivers, source, amounts, lines } = entry;
  const more = [
    carriedOutBy === '' ? null : words.rich('carriedOutBy', { name: <English>{carriedOutBy}</English> }),
    receivers.length === 0
      ? null
      : words.rich('receivedBy', {
          names: <English>{receivers.map(({ name }) => name).join(', ')}</English>,
        }),
    source === '' ? null : words.rich('entrySource', { source: <English>{source}</English> }),
  ].filter((one) => one !== null);
  return (
    <>
      <p className={styles.subject}>
        {by === 'partner' ? (
          <SubjectLink entry={entry} />
        ) : (
          <Link to={link(`/partners/${partner.slug}`)}>
            <English>{partner.name}</English>
          </Link>
        )}{' '}
        <span className={styles.muted}>{words(`kind_${kind}`)}</span>
      </p>
      {description === '' ? null : (
        <p>
          <English>{description}</English>
        </p>
      )}
      {more.length === 0 ? null : (
        <p className={styles.muted}>
          {more.map((one, at) => (
            // oxlint-disable-next-line no-array-index-key -- the order is fixed and nothing has a state
            <Fragment key={at}>{one} </Fragment>
          ))}
        </p>
      )}
      {amounts === 'not_shown' ? <p className={styles.muted}>{words('amountsHeldBack')}</p> : null}
      {lines.length === 0 ? null : (
        <SupportAmounts
          amounts={lines}
          dollars={lines.map(({ dollars, rate }) => (dollars === null ? null : { dollars, rate }))}
          of={description}
        />
      )}
    </>
  );
}

function SubjectLink({ entry: { activity, area } }: { entry: SupportEntry }) {
  const words = useWords('support');
  const link = usePublicationLink();
  if (activity) {
    return (
      <Link to={link(`/activities/${encodeURIComponent(activity.code)}`)}>
        {activity.code} <English>{activity.title}</English>
      </Link>
    );
  }
  if (!area) return <Link to={link('/plan')}>{words('wholePlan')}</Link>;
  return (
    <Link to={link(`/areas/${encodeURIComponent(area.code)}`)}>
      {area.code} <English>{area.title}</English>
    </Link>
  );
}
