import { Form, Link } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { TextField } from '#app/components/field.tsx';
import { Details } from '#app/components/layout.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { SavedView } from '#app/contract.ts';
import styles from './queue.module.css';
import { formatUpperFirst } from '#server/domain/language/list-format.ts';

interface SavedViewsProps {
  views: readonly SavedView[];
  /** The query string of the view that is shown: it can be given a name. */
  address: string;
  /** What the view shows, in words: a first idea for its name. */
  suggested: string;
  typed: string;
  problem: string | undefined;
}

const shorten = (text: string) => (text.length > 60 ? '' : formatUpperFirst(text));

/** The views of the queue that the viewer has named, as links, and the form that names the one in view. */
export function SavedViews({ views, address, suggested, typed, problem }: SavedViewsProps) {
  const action = `/secretariat/review${address}`;
  const current = views.find(({ query }) => query === address);
  return (
    <div className={styles.views} data-print="hide">
      {views.length > 0 ? (
        <nav aria-label="Your saved views">
          <ul className={styles.viewList}>
            {views.map(({ id, title, query }) => (
              <li key={id}>
                <Link
                  to={`/secretariat/review${query || '?'}`}
                  className={styles.view}
                  aria-current={query === address ? 'page' : undefined}
                >
                  {title}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
      <Details
        summary={views.length > 0 ? 'Save or delete views' : 'Save this view'}
        open={problem !== undefined || undefined}
        flush
        screenOnly
      >
        <Form method="post" action={action} className={styles.viewForm} noValidate>
          <input type="hidden" name="intent" value="saveView" />
          <TextField
            id="title"
            name="title"
            label="Name of this view"
            width={30}
            defaultValue={typed || (current?.title ?? shorten(suggested))}
            error={problem}
            autoComplete="off"
            key={`${address} ${current?.id ?? ''}`}
          />
          <Button variant="secondary">Save view</Button>
        </Form>
        {views.length > 0 ? (
          <ul className={styles.viewDelete}>
            {views.map(({ id, title }) => (
              <li key={id}>
                {title}
                <Form method="post" action={action}>
                  <input type="hidden" name="intent" value="deleteView" />
                  <input type="hidden" name="view" value={id} />
                  <Button variant="quiet" compact>
                    Delete<VisuallyHidden> the view {title}</VisuallyHidden>
                  </Button>
                </Form>
              </li>
            ))}
          </ul>
        ) : null}
      </Details>
    </div>
  );
}
