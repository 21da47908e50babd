export default function Page() {
  return <h1>plan</h1>;
}
