import { randomUUID } from 'node:crypto';
import { Form } from 'react-router';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { Button } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Columns, Section } from '#app/components/layout.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { ComparedText } from '#app/features/compile/section-saver.tsx';
import { compilePaths, nameSection } from '#app/features/compile/compile-paths.ts';
import { ask } from '#app/features/errors/ask.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/compile-versions';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const { searchParams } = new URL(request.url);
  const read = (name: string) => {
    const given = searchParams.get(name) ?? '';
    return /^\d{1,9}$/.test(given) ? Number(given) : 0;
  };
  const { round, key } = params;
  const versions = { earlier: read('earlier'), later: read('later') };
  return {
    round,
    formId: randomUUID(),
    comparison: await ask(requestId, () => caller.report.compareVersions({ round, key, ...versions })),
  };
}

export default function CompileVersions({ loaderData }: Route.ComponentProps) {
  const { round, comparison, formId } = loaderData;
  const { section, earlier, later, newest } = comparison;
  const texts = { before: earlier.text, now: later.text };
  return (
    <>
      <PageTitle parts={[`Versions of ${nameSection(section)}`, `Report on ${round}`, 'Secretariat']} />
      <Breadcrumbs
        items={[
          { label: `Compile ${round}`, to: compilePaths.desk(round) },
          { label: nameSection(section), to: compilePaths.section(round, section.key) },
        ]}
      />
      <PageHeading kicker={nameSection(section)}>
        Version {earlier.version} beside version {later.version}
      </PageHeading>
      <Columns min="22rem">
        {[
          { side: 'old' as const, version: earlier },
          { side: 'new' as const, version: later },
        ].map(({ side, version }) => (
          <Section
            key={version.version}
            id={`version-${version.version}`}
            title={`Version ${version.version}`}
            lead={
              <>
                <DateText iso={version.at} withTime /> by {version.by}
              </>
            }
          >
            <ComparedText {...texts} side={side} />
            {version.version === newest ? null : (
              <Form method="post" action={compilePaths.section(round, section.key)}>
                <input type="hidden" name="version" value={newest} />
                <input type="hidden" name="restore" value={version.version} />
                <input type="hidden" name="requestId" value={formId} />
                <Button variant="secondary" name="intent" value="restore">
                  Restore version {version.version}
                </Button>
              </Form>
            )}
          </Section>
        ))}
      </Columns>
    </>
  );
}
