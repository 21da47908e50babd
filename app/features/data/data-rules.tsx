import { Link } from 'react-router';
import { Definitions } from '#app/components/definitions.tsx';
import { Prose, Section } from '#app/components/layout.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { publicQuotas } from '#server/domain/data/api-limits.ts';
import { largestLimit } from '#server/domain/data/data-query.rules.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';

/** How files and answers are written, what can go wrong, and what stays. */
export function DataRules() {
  const words = useWords('data');
  const link = usePublicationLink();
  return (
    <>
      <Section id="format" title={words('written')}>
        <Prose>
          <ul>
            <li>{words('writtenCsv')}</li>
            <li>{words('writtenFormula')}</li>
            <li>{words('writtenJson')}</li>
            <li>{words('writtenPaging', { limit: formatNumber(largestLimit) })}</li>
            <li>{words('writtenTags')}</li>
            <li>
              {words('writtenLimits', {
                answers: formatNumber(publicQuotas.answers),
                made: formatNumber(publicQuotas.made),
              })}
            </li>
            <li>
              {words.rich('writtenDisclosure', {
                method: <Link to={link('/about/disclosure')}>{words('methodology')}</Link>,
              })}
            </li>
          </ul>
        </Prose>
      </Section>
      <Section id="problems" title={words('problems')} lead={words('problemsLead')}>
        <Definitions
          items={[
            { term: <code id="problem-bad-request">400</code>, description: words('problemBadRequest') },
            { term: <code id="problem-not-found">404</code>, description: words('problemNotFound') },
            { term: <code id="problem-method">405</code>, description: words('problemMethod') },
            { term: <code id="problem-too-many-requests">429</code>, description: words('problemTooMany') },
            { term: <code id="problem-fault">500</code>, description: words('problemFault') },
          ]}
        />
      </Section>
      <Section id="stability" title={words('stable')}>
        <Prose>
          <ul>
            <li>{words('stableCodes')}</li>
            <li>{words('stableColumns')}</li>
            <li>{words('stableDeprecation')}</li>
          </ul>
          <p>
            <Link to={link('/data/changes')}>{words('changesLink')}</Link>
          </p>
        </Prose>
      </Section>
    </>
  );
}
