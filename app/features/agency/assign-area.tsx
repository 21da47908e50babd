import type { ReactNode } from 'react';
import { Form, Link } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { Details } from '#app/components/layout.tsx';
import { FieldError, SelectField } from '#app/components/field.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { AgencyStatus, AssignableArea, AssignableItem } from '#app/contract.ts';
import styles from './agency.module.css';
import { areaValue, itemValue, partValue, describeAreaHolders, describeNamedParts } from './agency-part.tsx';

interface AssignAreaProps {
  area: AssignableArea;
  agencies: readonly AgencyStatus[];
  /** Where it is unfolded: only the area that is worked on has its parts on the page. Null: it is that area. */
  unfold: string | null;
  /** What was chosen when the form was refused, and why. */
  typed: { parts: readonly string[]; agency: string };
  error: { agency?: string | undefined; parts?: string | undefined };
}

/** One thematic area: everything that is asked, who holds it, and a form that gives it to an agency. */
export function AssignArea({ area, agencies, unfold, typed, error }: AssignAreaProps) {
  const chosen = new Set(typed.parts);
  const id = `assign-${area.code}`;
  if (unfold !== null) {
    return (
      <p className={styles.folded} id={id}>
        <Link to={unfold} preventScrollReset>
          {area.code} {area.title}
        </Link>
        <span className={styles.holders}>{describeAreaHolders(area.items)}</span>
      </p>
    );
  }
  return (
    <Details
      id={id}
      flush
      open
      summary={
        <>
          {area.code} {area.title}
          <span className={styles.holders}>{describeAreaHolders(area.items)}</span>
        </>
      }
    >
      <Form method="post">
        <input type="hidden" name="area" value={area.code} />
        <FieldError id={id} error={error.parts} />
        <ul className={styles.items} aria-label={`${area.code} ${area.title}`}>
          <li className={`${styles.item} ${styles.all}`}>
            <Choice value={areaValue(area.code)} chosen={chosen}>
              Everything in this area
            </Choice>
            <span className={styles.holder}>Written by</span>
          </li>
          {area.items.map((item) => (
            <Item key={item.code} item={item} chosen={chosen} />
          ))}
        </ul>
        <div className={styles.give}>
          <SelectField
            id={`agency-${area.code}`}
            name="agency"
            label="Agency"
            placeholder="Choose an agency"
            options={agencies.map(({ acronym, name }) => ({ value: acronym, label: name }))}
            defaultValue={typed.agency}
            error={error.agency}
          />
          <Button name="intent" value="assign">
            Give to agency
          </Button>
          <Button variant="secondary" name="intent" value="end">
            Take back
          </Button>
        </div>
      </Form>
    </Details>
  );
}

function Item({ item, chosen }: { item: AssignableItem; chosen: ReadonlySet<string> }) {
  const { kind, code, title, holder, dimensions } = item;
  const named = describeNamedParts(dimensions);
  return (
    <li className={styles.item}>
      <Choice value={itemValue(kind, code)} chosen={chosen}>
        <span className={styles.code}>{code}</span> {title}
      </Choice>
      <span className={styles.holder}>{holder ?? '–'}</span>
      {dimensions.length > 0 ? (
        <div className={styles.split}>
          <Details
            flush
            summary={`Split ${code} by ${dimensions.map(({ name }) => name.toLowerCase()).join(', ')}${named ? `. Assigned: ${named}` : ''}`}
          >
            <ul className={styles.parts}>
              {dimensions.map((dimension) => (
                <li key={dimension.code}>
                  <div className={styles.item}>
                    <Choice value={partValue(code, dimension.code)} chosen={chosen}>
                      By {dimension.name.toLowerCase()}
                      <VisuallyHidden>{`, ${code}`}</VisuallyHidden>
                    </Choice>
                    <span className={styles.holder}>{dimension.holder ?? '–'}</span>
                  </div>
                  <ul className={styles.parts}>
                    {dimension.categories.map((category) => (
                      <li key={category.code} className={styles.item}>
                        <Choice value={partValue(code, dimension.code, category.code)} chosen={chosen}>
                          {category.name}
                          <VisuallyHidden>{`, ${code}`}</VisuallyHidden>
                        </Choice>
                        {category.holder ? <span className={styles.holder}>{category.holder}</span> : null}
                      </li>
                    ))}
                  </ul>
                </li>
              ))}
            </ul>
          </Details>
        </div>
      ) : null}
    </li>
  );
}

interface ChoiceProps {
  value: string;
  chosen: ReadonlySet<string>;
  children: ReactNode;
}

function Choice({ value, chosen, children }: ChoiceProps) {
  const id = `part-${value.replaceAll(/[^\w.-]/g, '-')}`;
  return (
    <>
      <input type="checkbox" id={id} name="part" value={value} defaultChecked={chosen.has(value)} />
      <label htmlFor={id}>{children}</label>
    </>
  );
}
