export default function Page() {
  return <h1>compile</h1>;
}
