import { Form } from 'react-router';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { Definitions } from '#app/components/definitions.tsx';
import { Details } from '#app/components/details.tsx';

/** What came in from somebody whose session had ended. */
export type KeptPostData = { kind: 'kept_post'; posted: [string, string][]; other?: boolean };

/**
 * For a form that was sent after the session had ended: its contents stay in this page, and are sent again as they
 * were once the person has signed in elsewhere. Works without scripts.
 */
export function KeptPostForm({ kept, action }: { kept: KeptPostData; action: string }) {
  const words = kept.posted.filter(
    ([name, value]) => value.trim() !== '' && !/version|requestId|^intent$|^take$|^person$/i.test(name),
  );
  return (
    <>
      <h1 tabIndex={-1}>You have been signed out</h1>
      {kept.other ? <p>Somebody else has signed in here since. Nothing was saved under their name.</p> : null}
      <p>Nothing that you typed is lost: this page holds it. Do not close it.</p>
      <ol>
        <li>
          <a href={`/sign-in?next=${encodeURIComponent('/workspace')}`} target="_blank" rel="noreferrer">
            Sign in in a new tab
          </a>
          .
        </li>
        <li>Come back to this tab and send it again.</li>
      </ol>
      <Form method="post" action={action}>
        {kept.posted.map(([name, value], index) => (
          // A form may carry one name twice; their order does not change here.
          <input key={index} type="hidden" name={name} value={value} />
        ))}
        <ButtonGroup>
          <Button>Send it again</Button>
        </ButtonGroup>
      </Form>
      {words.length > 0 ? (
        <Details summary="What you typed">
          <Definitions
            layout="under"
            items={words.map(([name, value], index) => ({
              id: `${name}-${index}`,
              term: name,
              description: value,
            }))}
          />
        </Details>
      ) : null}
    </>
  );
}
