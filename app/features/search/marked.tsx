/** A text in which what was found stands between "\u0002" and "\u0003". */
export function Marked({ text }: { text: string }) {
  return text.split('\u0002').map((part, index) => {
    const [found = '', after = ''] = index === 0 ? ['', part] : part.split('\u0003');
    return (
      <span key={index}>
        {found ? <mark>{found}</mark> : null}
        {after}
      </span>
    );
  });
}
