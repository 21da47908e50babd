import { randomUUID } from 'node:crypto';
import { Form, Link } from 'react-router';
import { Breadcrumbs, Pagination } from '#app/components/navigation.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { EmptyState, Notice } from '#app/components/notice.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { findListPage } from '#app/features/desk/page-of-list.ts';
import { ListFileLink } from '#app/features/forms/list-file-link.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent, list, text } from '#app/features/forms/answer-form.server.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/publish-consent';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import { Button } from '#app/components/button.tsx';
import { CheckboxGroup } from '#app/components/choice-field.tsx';
import { TextArea } from '#app/components/field.tsx';
import type { ConsentCell, ConsentMatrix, ConsentRow } from '#app/contract.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import { describeSharedFigure, staysPublic } from '#server/domain/consent/consent-words.rules.ts';
import { answerWithinDays } from '#server/domain/consent/consent.rules.ts';
import { DataTable } from '#app/components/data-table.tsx';
import { SeriesSwatch } from '#app/components/tag.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import styles from '#app/features/consent/consent.module.css';
import type { Release } from '#server/domain/value/indicator-definition.ts';

/** Indicators on one page: a row has a cell for each reporter. */
const mostIndicators = 20;

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const search = new URL(request.url).searchParams;
  const matrix = await ask(requestId, () => caller.consent.matrix(params));
  const asked = matrix.rows.find(({ code, cells }) => code === search.get('ask') && cells.length > 0);
  const sentTo = matrix.rows.find(({ code }) => code === search.get('sent'));
  const { rows: indicators, page, pages } = findListPage(matrix.indicators, search, mostIndicators);
  const inView = new Set(indicators.map(({ code }) => code));
  const cells = matrix.rows.flatMap((row) => row.cells);
  return {
    matrix: {
      ...matrix,
      indicators,
      rows: matrix.rows.map((row) => ({
        ...row,
        hasReport: row.cells.length > 0,
        cells: row.cells.filter(({ indicator }) => inView.has(indicator)),
      })),
    },
    cells: cells.length,
    shown: cells.filter(({ release }) => release === 'national').length,
    page,
    pages,
    // A question is about any of its indicators, not only those in view.
    asked: asked ? { row: asked, indicators: matrix.indicators } : null,
    sentTo: sentTo?.name ?? null,
    formId: randomUUID(),
  };
}

export async function action({ context, params: { round } }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  return answerForm(posted, {
    '': intent({ reporter: text, indicators: list, message: text }, async (typed, requestId) => {
      await posted.caller.consent.request({ round, ...typed, requestId });
      const back = `/secretariat/publish/${encodeURIComponent(round)}/consent`;
      return `${back}?sent=${encodeURIComponent(typed.reporter)}`;
    }),
  });
}

export default function PublishConsent({ loaderData, actionData }: Route.ComponentProps) {
  const { matrix, cells, shown, page, pages, asked, sentTo, formId } = loaderData;
  const { round, rows, events } = matrix;
  const refusal = actionData?.refusal ?? null;
  const path = `/secretariat/publish/${encodeURIComponent(round.code)}`;
  const inPage = page > 1 ? `&page=${page}` : '';
  const askPath = (code: string) => `${path}/consent?ask=${encodeURIComponent(code)}${inPage}#ask`;
  const nameOf = (code: string) => rows.find((row) => row.code === code)?.name ?? code;
  return (
    <>
      <PageTitle parts={[`Consent in ${round.code}`, 'Secretariat']} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      {sentTo && !actionData ? (
        <Notice kind="success" live title={`The question is on its way to ${sentTo}.`} />
      ) : null}
      <Breadcrumbs
        items={[
          { label: 'Compile and publish', to: '/secretariat/publish' },
          { label: `Publish ${round.code}`, to: path },
        ]}
      />
      <PageHeading
        kicker={`Consent in ${round.code}`}
        actions={<ListFileLink list="consent" search={{ round: round.code }} />}
        lead="For each indicator a reporter decides whether own figures may be shown, count in totals only, or are not published. Answers given since the report was accepted are included. The report itself does not change."
      >
        {cells === 0 ? 'No report is accepted yet' : `Own figures may be shown in ${shown} of ${cells} cells`}
      </PageHeading>
      {matrix.since > 0 ? (
        <Notice
          kind="warning"
          title={`${formatCount(matrix.since, 'answers', 'have')} come since the newest compilation.`}
        >
          <p>
            <Link to={`/secretariat/compile/${encodeURIComponent(round.code)}`}>Compile again</Link> to take
            them in.
          </p>
        </Notice>
      ) : null}
      {asked ? (
        <AskForm
          key={asked.row.code}
          row={asked.row}
          indicators={asked.indicators}
          typed={actionData?.typed ?? null}
          problems={refusal?.fields ?? []}
          formId={formId}
        />
      ) : null}
      <Section
        id="states"
        title="States"
        lead={<p>Choose a state to ask it. Small counts stay hidden in any case.</p>}
      >
        {cells > 0 ? <ConsentKey /> : null}
        <ConsentTable matrix={matrix} kind="state" askPath={askPath} />
      </Section>
      <Section id="bodies" title="Sectoral bodies">
        <ConsentTable matrix={matrix} kind="body" askPath={askPath} />
        <Pagination
          page={page}
          pages={pages}
          hrefFor={(to) => `${path}/consent?page=${to}#states`}
          label="Pages of indicators"
        />
      </Section>
      <Section id="asked" title="Questions and answers">
        {events.length === 0 ? (
          <EmptyState title="Nobody has been asked yet">
            <p>Questions and answers appear here, with who answered and when.</p>
          </EmptyState>
        ) : (
          <ul>
            {events.map((event) => (
              <li key={`${event.reporter}/${event.askedAt}`}>
                {nameOf(event.reporter)} was asked by {event.askedBy} on{' '}
                <DateText iso={event.askedAt} withTime /> about {event.indicators.join(', ')}.{' '}
                {event.answers.length === 0 ? (
                  <>
                    No answer yet; can be answered until <DateText iso={event.expiresAt} />.
                  </>
                ) : (
                  event.answers.map(({ indicator, agreed, by, at, reason }) => (
                    <span key={`${indicator}/${at}`}>
                      {indicator}: {reason === null ? '' : 'changed to '}
                      {agreed ? 'yes' : 'no'} ({by}, <DateText iso={at} withTime />
                      {reason === null ? '' : `, because: ${reason}`}).{' '}
                    </span>
                  ))
                )}
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}

interface AskFormProps {
  row: ConsentRow;
  indicators: ConsentMatrix['indicators'];
  typed: { indicators: string[]; message: string } | null;
  problems: readonly FieldProblem[];
  formId: string;
}

/** Asks one reporter by mail whether own figures may be shown. */
function AskForm({ row, indicators, typed, problems, formId }: AskFormProps) {
  const problem = (path: string) => problems.find((one) => one.path === path)?.message;
  const open = row.cells.filter(({ release, isAskable }) => isAskable && release !== 'national');
  const known = new Map(indicators.map((indicator) => [indicator.code, indicator]));
  return (
    <Section
      id="ask"
      title={`Ask ${row.name}`}
      lead={
        <p>
          Its focal points and clearing officers get a mail that leads to the question. They sign in and
          answer under their own name, within {answerWithinDays} days. The mail contains no figures.{' '}
          {staysPublic}
        </p>
      }
    >
      {open.length === 0 ? (
        <p>
          There is nothing to ask {row.name}: its figures may be shown already, or are not to be published.
        </p>
      ) : (
        <Form method="post" noValidate>
          <input type="hidden" name="reporter" value={row.code} />
          <input type="hidden" name="requestId" value={formId} />
          <CheckboxGroup
            id="indicators"
            name="indicators"
            label="Indicators to ask about"
            error={problem('indicators')}
            defaultValue={typed?.indicators ?? []}
            options={open.map((cell) => ({
              value: cell.indicator,
              label: `${cell.indicator} ${known.get(cell.indicator)?.title ?? ''}`,
              hint: describeAskedCell(cell, known.get(cell.indicator)?.askedAlso ?? []),
            }))}
          />
          <TextArea
            id="message"
            name="message"
            label="Message (optional)"
            hint="For example, for which meeting. Shown in the mail and on the page with the question."
            optional
            rows={3}
            limit={2000}
            defaultValue={typed?.message}
            error={problem('message')}
          />
          <Button>Send the question</Button>
        </Form>
      )}
    </Section>
  );
}

/** What is released of it now, and what a yes would mean for other indicators. */
const describeAskedCell = (cell: ConsentCell, askedAlso: readonly string[]): string =>
  [formatFigureCell(cell), describeSharedFigure(askedAlso)].filter(Boolean).join('. ');

interface ConsentTableProps {
  matrix: Pick<ConsentMatrix, 'indicators'> & { rows: readonly (ConsentRow & { hasReport: boolean })[] };
  /** The kind of reporters in its columns. */
  kind: 'state' | 'body';
  /** Where the form to ask a reporter is. */
  askPath: (reporter: string) => string;
}

/** Reporters by indicators: whether the figures are shown by themselves, in totals only, or not published. */
function ConsentTable({ matrix, kind, askPath }: ConsentTableProps) {
  const reporters = matrix.rows.filter((row) => row.kind === kind);
  const isAsked = (code: string) =>
    reporters.some(({ cells }) => cells.some(({ indicator }) => indicator === code));
  const rows = matrix.indicators.filter(({ code }) => isAsked(code));
  return (
    <DataTable
      caption={`What each ${kind === 'state' ? 'state' : 'body'} allows to be shown, by indicator`}
      narrow="stack"
      rows={rows}
      rowKey={({ code }) => code}
      empty={
        reporters.some(({ hasReport }) => hasReport)
          ? 'None of these indicators is asked of them.'
          : 'No report is accepted yet.'
      }
      columns={[
        {
          key: 'indicator',
          header: 'Indicator',
          rowHeader: true,
          minWidth: '12rem',
          cell: ({ code, title }) => `${code} ${title}`,
        },
        ...reporters.map(({ code, name, cells, hasReport }) => ({
          key: code,
          stackLabel: kind === 'state' ? name : code,
          header: hasReport ? (
            <Link to={askPath(code)}>
              {kind === 'state' ? name : code}
              <VisuallyHidden>: ask for consent</VisuallyHidden>
            </Link>
          ) : kind === 'state' ? (
            name
          ) : (
            code
          ),
          cell: (row: { code: string }) => {
            const cell = cells.find(({ indicator }) => indicator === row.code);
            if (cell) return <CellMark cell={cell} />;
            return <span className={styles.none}>{hasReport ? '–' : 'no report'}</span>;
          },
        })),
      ]}
    />
  );
}

const fillings = { national: 'full', regional: 'half', withheld: 'empty' } as const;
const shortWords = { national: 'own', regional: 'totals', withheld: 'no' } as const;

/** What the marks mean, beside the tables and on paper. */
function ConsentKey() {
  return (
    <ul className={styles.key}>
      {(['national', 'regional', 'withheld'] as const).map((release) => (
        <li key={release}>
          <SeriesSwatch filling={fillings[release]} /> {shortWords[release]}: {keyWords[release]}
        </li>
      ))}
    </ul>
  );
}

const keyWords = {
  national: 'own figures may be shown',
  regional: 'figures count in totals only',
  withheld: 'figures are not published',
} as const;

/** A cell as a mark with a word; what was asked and answered beneath it. */
function CellMark({ cell: { release, reported, agreed, askedAt } }: { cell: ConsentCell }) {
  const since =
    release !== reported
      ? 'by an answer'
      : agreed === false
        ? 'answered no'
        : askedAt !== null && release !== 'national'
          ? 'asked'
          : null;
  return (
    <span className={styles.cell} data-filling={fillings[release]}>
      {shortWords[release]}
      {since ? <span className={styles.since}>{since}</span> : null}
    </span>
  );
}

/** "own figures, by an answer", "in totals only, asked". */
function formatFigureCell({ release, reported, agreed, askedAt }: ConsentCell): string {
  const words = releaseWords[release];
  if (release !== reported) return `${words}, by an answer`;
  if (agreed === false) return `${words}, answered no`;
  return askedAt !== null && release !== 'national' ? `${words}, asked` : words;
}

/** What is released, in a word for a cell. */
const releaseWords: Record<Release, string> = {
  national: 'own figures',
  regional: 'in totals only',
  withheld: 'not published',
};
