import { Form, Link } from 'react-router';
import { Button, ButtonLink } from '#app/components/button.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { SelectField } from '#app/components/field.tsx';
import { Details, Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { Tag } from '#app/components/tag.tsx';
import type { SupportList } from '#app/contract.ts';
import { readDeskPlans } from '#app/features/desk/read-desk.server.ts';
import { ask } from '#app/features/errors/ask.ts';
import { ListFileLink } from '#app/features/forms/list-file-link.tsx';
import { describeFor, formatMoney, supportPath } from '#app/features/support/support-words.ts';
import styles from '#app/features/support/support.module.css';
import { requestContext } from '#app/request-context.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import { findVerdict, isAmountShown } from '#server/domain/support/support.rules.ts';
import {
  supportKindLabels,
  supportKinds,
  supportPartLabels,
  supportStageLabels,
} from '#server/domain/support/support.schema.ts';
import type { Route } from './+types/support';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const { plan } = (await readDeskPlans({ context, request })).asked;
  const search = new URL(request.url).searchParams;
  const read = (name: string) => (search.get(name) ?? '').slice(0, 60);
  const typed = { partner: read('partner'), kind: read('kind'), area: read('area'), shown: read('shown') };
  const kind = supportKinds.find((one) => one === typed.kind);
  const list = await ask(requestId, () =>
    caller.support.list({
      plan,
      filter: {
        ...(typed.partner ? { partner: typed.partner } : {}),
        ...(kind ? { kind } : {}),
        ...(typed.area ? { area: typed.area } : {}),
        ...(typed.shown === 'yes' || typed.shown === 'no' ? { shown: typed.shown === 'yes' } : {}),
      },
    }),
  );
  return { ...list, typed, asked: plan, done: search.has('saved') };
}

export default function Supports({ loaderData }: Route.ComponentProps) {
  const { plan, lists, supports, total, totals, unsupported, typed, asked, done } = loaderData;
  const narrowed = Object.values(typed).some((value) => value !== '');
  return (
    <>
      <PageTitle parts={['Support', 'Secretariat']} />
      {done ? <Notice kind="success" live title="The entries of the file are saved." /> : null}
      <PageHeading
        kicker={plan.title}
        meta="What partners give to the plan. Publications show what the partner has confirmed, as it is now, and its amounts only if the partner agrees."
        actions={<ButtonLink to={supportPath(asked, 'new')}>Add support</ButtonLink>}
      >
        Support: {narrowed ? `${supports.length} of ${total} entries` : formatCount(total, 'entries')}
      </PageHeading>
      <Form method="get" className={styles.filter} role="search" aria-label="Support">
        {asked ? <input type="hidden" name="plan" value={asked} /> : null}
        <SelectField
          key={`partner ${typed.partner}`}
          id="partner"
          name="partner"
          label="Partner"
          placeholder="Any partner"
          options={lists.partners.map(({ code, name }) => ({ value: code, label: name }))}
          defaultValue={typed.partner}
        />
        <SelectField
          key={`kind ${typed.kind}`}
          id="kind"
          name="kind"
          label="Kind"
          placeholder="Any kind"
          options={supportKinds.map((kind) => ({ value: kind, label: supportKindLabels[kind] }))}
          defaultValue={typed.kind}
        />
        <SelectField
          key={`area ${typed.area}`}
          id="area"
          name="area"
          label="Area"
          placeholder="Any area"
          options={lists.areas.map(({ code, title }) => ({ value: code, label: `${code}: ${title}` }))}
          defaultValue={typed.area}
        />
        <SelectField
          key={`shown ${typed.shown}`}
          id="shown"
          name="shown"
          label="Amounts"
          placeholder="Any"
          options={[
            { value: 'yes', label: 'May be published' },
            { value: 'no', label: 'May not be published' },
          ]}
          defaultValue={typed.shown}
        />
        <Button variant="secondary">Show</Button>
        {narrowed ? <Link to={supportPath(asked)}>Show all</Link> : null}
      </Form>
      <SupportTable supports={supports} lists={lists} plan={asked} />
      <p>
        <Link to={supportPath(asked, 'import')}>Import a partner’s IATI file</Link> ·{' '}
        <ListFileLink list="support" search={asked ? { plan: asked } : {}}>
          Download all support as a workbook
        </ListFileLink>{' '}
        · <Link to={supportPath(asked, 'rates')}>Exchange rates</Link>
      </p>
      <Section id="totals" title={narrowed ? 'Totals of these supports' : 'Totals'}>
        <TotalTable totals={totals} />
      </Section>
      <Section
        id="without-money"
        title={`${formatCount(unsupported.length, 'activities')} without money`}
        lead="Support for an area or the whole plan counts for no single activity."
      >
        <Details summary="Show these activities">
          <DataTable
            caption="Activities without money"
            captionHidden
            narrow="stack"
            rows={unsupported}
            rowKey={({ code }) => code}
            empty="Every activity has an amount."
            columns={[
              {
                key: 'activity',
                header: 'Activity',
                rowHeader: true,
                cell: ({ code, title }) => `${code}: ${title}`,
              },
              {
                key: 'partner',
                header: 'Partner',
                minWidth: '8rem',
                cell: ({ hasPartner }) => (hasPartner ? 'has a partner' : 'no partner'),
              },
            ]}
          />
        </Details>
      </Section>
    </>
  );
}

function SupportTable({
  supports,
  lists,
  plan,
}: Pick<SupportList, 'supports' | 'lists'> & { plan: string | undefined }) {
  return (
    <DataTable
      caption="Support"
      captionHidden
      narrow="stack"
      rows={supports}
      rowKey={({ code }) => code}
      empty="No support matches."
      columns={[
        {
          key: 'support',
          header: 'Support',
          rowHeader: true,
          minWidth: '16rem',
          cell: ({ code, content }) => (
            <Link to={supportPath(plan, code)}>
              {code}: {content.description}
            </Link>
          ),
        },
        {
          key: 'partner',
          header: 'Partner',
          minWidth: '10rem',
          cell: ({ partner, content }) => (
            <>
              {partner.name}
              <br />
              <span className={styles.muted}>
                {supportKindLabels[content.kind]}, {supportPartLabels[content.part].toLowerCase()}
              </span>
            </>
          ),
        },
        {
          key: 'for',
          header: 'For',
          minWidth: '10rem',
          cell: ({ content }) => describeFor(content, lists),
        },
        {
          key: 'amounts',
          header: 'Amounts',
          minWidth: '10rem',
          cell: ({ content }) =>
            content.amounts.length === 0 ? (
              <span className={styles.muted}>No amounts</span>
            ) : (
              content.amounts.map(({ stage, year, currency, amount }) => (
                <div key={`${stage} ${year} ${currency}`}>
                  {formatMoney(currency, amount)}{' '}
                  <span className={styles.muted}>
                    {supportStageLabels[stage].toLowerCase()} {year}
                  </span>
                </div>
              ))
            ),
        },
        {
          key: 'state',
          header: 'What the partner says',
          minWidth: '10rem',
          cell: (support) => <PartnerSays support={support} />,
        },
      ]}
    />
  );
}

function PartnerSays({ support }: { support: SupportList['supports'][number] }) {
  const { content, statements, version } = support;
  if (content.withdrawn) return <Tag>withdrawn</Tag>;
  const verdict = findVerdict(statements, version);
  return (
    <>
      <Tag emphasis={verdict?.kind === 'confirmed' ? 'done' : 'normal'}>
        {verdict === null
          ? 'not confirmed'
          : verdict.kind === 'confirmed'
            ? 'confirmed'
            : 'proposes a correction'}
      </Tag>
      {content.amounts.length > 0 ? (
        <div className={styles.muted}>
          {isAmountShown(statements) ? 'Amounts may be published' : 'Amounts may not be published'}
        </div>
      ) : null}
    </>
  );
}

function TotalTable({ totals }: Pick<SupportList, 'totals'>) {
  return (
    <DataTable
      caption="Totals by stage. Stages are not added together."
      narrow="stack"
      rows={totals}
      rowKey={({ stage }) => stage}
      empty="No amounts."
      columns={[
        { key: 'stage', header: 'Stage', rowHeader: true, cell: ({ stage }) => supportStageLabels[stage] },
        {
          key: 'dollars',
          header: 'US dollars',
          numeric: true,
          nowrap: true,
          cell: ({ dollars }) => formatNumber(dollars),
        },
        {
          key: 'original',
          header: 'As given',
          cell: ({ original }) =>
            original.map(({ currency, amount }) => formatMoney(currency, amount)).join('; '),
        },
        {
          key: 'rate',
          header: 'Not in US dollars',
          cell: ({ withoutRate }) =>
            withoutRate === 0 ? 'None' : `${formatCount(withoutRate, 'amounts')}: no rate is stated`,
        },
      ]}
    />
  );
}
