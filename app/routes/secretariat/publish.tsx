export default function Page() {
  return <h1>publish</h1>;
}
