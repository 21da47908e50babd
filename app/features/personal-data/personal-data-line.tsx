import { Link } from 'react-router';
import { Notice } from '#app/components/notice.tsx';

/** On the page that publishes: whether words that are about to become public look like personal data. */
export function PersonalDataLine({ round, count }: { round: string; count: number }) {
  if (count === 0) return null;
  return (
    <Notice
      kind="warning"
      title={`${count === 1 ? 'One released text looks' : `${count} released texts look`} like personal data.`}
    >
      <p>
        <Link to={`/secretariat/personal-data?round=${round}`}>Look at {count === 1 ? 'it' : 'them'}</Link>{' '}
        before you publish. A report can be reopened to take something out.
      </p>
    </Notice>
  );
}
