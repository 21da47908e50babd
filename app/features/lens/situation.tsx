import type { LensPage } from '#app/contract.ts';
import { Details, Section } from '#app/components/layout.tsx';
import { English } from '#app/features/language/language-context.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { LibraryList } from '#app/features/library/library-list.tsx';
import { usePublicationLink } from '#app/features/publication/link.ts';
import { Link } from '#app/features/publication/public-link.tsx';
import styles from './situation.module.css';
import { isOnDriver } from '#server/domain/library/study-drivers.ts';
import { isStudy } from '#server/domain/recommendation/list-published-recommendations.ts';

type Told = Pick<LensPage, 'lens' | 'activities' | 'library' | 'told'>;

/** The first paragraph of what a lens tells; the rest, and what drives it, with the activities and studies on each. */
export function Situation({ lens, activities, library, told }: Told) {
  const words = useWords('situation');
  const link = usePublicationLink();
  if (told === null) return null;
  const { language, drivers } = told;
  const [first, ...rest] = told.paragraphs;
  const studies = library.filter(isStudy);
  return (
    <>
      {first === undefined ? null : (
        <Section id="situation" title={words('title')}>
          <div className={styles.told} lang={language}>
            <p>{first}</p>
          </div>
        </Section>
      )}
      {drivers.length + rest.length === 0 ? null : (
        <Details
          id="drivers"
          summary={
            drivers.length === 0
              ? words('moreTold')
              : words.rich('driversSummary', {
                  drivers: (
                    <span lang={language}>{drivers.map(({ name }) => name.toLowerCase()).join(', ')}</span>
                  ),
                })
          }
        >
          {rest.map((paragraph) => (
            <p key={paragraph} lang={language}>
              {paragraph}
            </p>
          ))}
          <ul className={styles.drivers}>
            {drivers.map(({ tag, name, text }) => {
              const own = activities.filter(({ tags }) => tags.includes(tag));
              const about = studies.filter((study) => isOnDriver(study, tag, activities));
              const query = new URLSearchParams({ lens: lens.code, tag });
              return (
                <li key={tag}>
                  <h3 className={styles.name} lang={language}>
                    {name}
                  </h3>
                  <p lang={language}>{text}</p>
                  <p className={styles.ties}>
                    {own.length > 0 ? (
                      <Link to={link(`/plan?${query}`)}>
                        {words('driverActivities', { count: own.length })}
                      </Link>
                    ) : (
                      words('driverNone')
                    )}
                    {about.length > 0 ? <> · {words('driverStudies', { count: about.length })}</> : null}
                  </p>
                  {about.length > 0 ? (
                    <ul className={styles.studies}>
                      {about.map(({ code, title }) => (
                        <li key={code}>
                          <Link to={link(`/library/${code}`)}>
                            <English>{title}</English>
                          </Link>
                        </li>
                      ))}
                    </ul>
                  ) : null}
                </li>
              );
            })}
          </ul>
        </Details>
      )}
    </>
  );
}

/** The two strands of the response, with who organised, supported or took part in each entry. */
export function Response({ library }: Pick<Told, 'library'>) {
  const words = useWords('situation');
  const bilateral = library.filter(({ isCooperation, states }) => isCooperation && states.length === 2);
  const strands = [
    { id: 'evidence', title: words('evidence'), items: library.filter(isStudy) },
    {
      id: 'dialogue',
      title: words('dialogue'),
      items: library.filter((item) => !isStudy(item) && !bilateral.includes(item)),
    },
    // Their last steps stand with the aims that they serve.
    { id: 'bilateral', title: words('bilateral'), items: bilateral },
  ];
  return (
    <Section id="response" title={words('responseTitle')}>
      <div className={styles.strands}>
        {strands.map(({ id, title, items }) =>
          items.length === 0 ? null : (
            <Details key={id} id={id} summary={words('strand', { title, count: items.length })} flush>
              <LibraryList items={items} brief roles />
            </Details>
          ),
        )}
      </div>
    </Section>
  );
}
