import { Form, Link } from 'react-router';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Tag } from '#app/components/tag.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { OwnSession } from './answers.ts';
import { describeBrowser } from './describe-browser.ts';

export interface SessionListProps {
  /** The most recently used first. */
  sessions: readonly OwnSession[];
}

/** Where a person is signed in, and how to end it. Needs no scripts. */
export function SessionList({ sessions }: SessionListProps) {
  return (
    <Form method="post">
      <DataTable
        caption="Your sessions, the most recently used first"
        captionHidden
        narrow="stack"
        rows={sessions}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'browser',
            header: 'Browser',
            rowHeader: true,
            cell: ({ userAgent, isThis }) => (
              <>
                {describeBrowser(userAgent)} {isThis ? <Tag>this one</Tag> : null}
              </>
            ),
          },
          {
            key: 'started',
            header: 'Signed in',
            cell: ({ startedAt }) => <DateText iso={startedAt} withTime zoneName="UTC" />,
          },
          {
            key: 'used',
            header: 'Last used',
            cell: ({ lastUsedAt }) => <DateText iso={lastUsedAt} withTime zoneName="UTC" />,
          },
          {
            key: 'end',
            header: 'End it',
            cell: ({ id, userAgent, startedAt, isThis }) =>
              isThis ? (
                <Link to="/sign-out">Sign out here</Link>
              ) : (
                <Button variant="secondary" compact name="session" value={id}>
                  Sign out
                  <VisuallyHidden>
                    {' '}
                    {describeBrowser(userAgent)}, signed in{' '}
                    <DateText iso={startedAt} withTime zoneName="UTC" />
                  </VisuallyHidden>
                </Button>
              ),
          },
        ]}
      />
      <ButtonGroup>
        {sessions.some(({ isThis }) => !isThis) ? (
          <Button variant="secondary" name="intent" value="others">
            Sign out everywhere else
          </Button>
        ) : null}
        <Button variant="secondary" name="intent" value="everywhere">
          Sign out everywhere
        </Button>
      </ButtonGroup>
    </Form>
  );
}
