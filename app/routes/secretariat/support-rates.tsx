import { randomUUID } from 'node:crypto';
import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { TextField } from '#app/components/field.tsx';
import { Section } from '#app/components/layout.tsx';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { readDeskPlans } from '#app/features/desk/read-desk.server.ts';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent, line } from '#app/features/forms/answer-form.server.ts';
import { supportPath } from '#app/features/support/support-words.ts';
import record from '#app/features/forms/record.module.css';
import { requestContext } from '#app/request-context.ts';
import { formatDate } from '#server/domain/language/date-format.ts';
import type { Route } from './+types/support-rates';

const emptyRate = { currency: '', day: '', dollars: '', source: '' };

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const { plan } = (await readDeskPlans({ context, request })).asked;
  const { rates } = await ask(requestId, () => caller.support.list({ plan }));
  const done = new URL(request.url).searchParams.has('saved');
  return { rates: rates.toReversed(), asked: plan, done, formId: randomUUID() };
}

export async function action({ context, request }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  const { plan } = (await readDeskPlans({ context, request })).asked;
  return answerForm(posted, {
    '': intent({ currency: line, day: line, dollars: line, source: line }, async (typed, requestId) => {
      await posted.caller.support.recordRate({ ...typed, requestId });
      return `${supportPath(plan, 'rates')}${plan ? '&' : '?'}saved=1`;
    }),
  });
}

export default function SupportRates({ loaderData, actionData }: Route.ComponentProps) {
  const { rates, asked, done, formId } = loaderData;
  const refusal = actionData?.refusal ?? null;
  const typed = actionData?.typed ?? emptyRate;
  const field = (name: keyof typeof emptyRate) => ({
    id: name,
    name,
    defaultValue: typed[name],
    error: refusal?.fields.find(({ path }) => path === name)?.message,
    autoComplete: 'off',
  });
  return (
    <>
      <PageTitle parts={['Exchange rates', 'Support', 'Secretariat']} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      {done && !actionData ? <Notice kind="success" live title="It is saved." /> : null}
      <Breadcrumbs items={[{ label: 'Support', to: supportPath(asked) }]} />
      <PageHeading meta="An amount is converted by the newest rate up to the end of its year. Without one it is not converted.">
        Exchange rates
      </PageHeading>
      <DataTable
        caption="Rates"
        captionHidden
        narrow="stack"
        rows={rates}
        rowKey={(_, index) => index}
        empty="No rate is stated yet."
        columns={[
          { key: 'currency', header: 'Currency', rowHeader: true, cell: ({ currency }) => currency },
          { key: 'day', header: 'Day', nowrap: true, cell: ({ day }) => formatDate(day) },
          { key: 'dollars', header: 'US dollars for one', numeric: true, cell: ({ dollars }) => dollars },
          { key: 'source', header: 'Source', cell: ({ source }) => source },
        ]}
      />
      <Section
        id="add"
        title="State a rate"
        lead="A rate stays in the list. If you state a second one for the same day, it is used instead of the first."
      >
        <Form method="post" noValidate className={record.form}>
          <input type="hidden" name="requestId" value={formId} />
          <TextField {...field('currency')} label="Currency" hint="Three letters, such as AUD." width={5} />
          <TextField {...field('day')} label="Day" type="date" width={20} />
          <TextField
            {...field('dollars')}
            label="US dollars for one unit"
            hint="For example 0.6512."
            inputMode="decimal"
            width={10}
          />
          <TextField {...field('source')} label="Source" hint="Who publishes this rate." width={30} />
          <Button>Save</Button>
        </Form>
      </Section>
    </>
  );
}
