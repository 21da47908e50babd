export default function Page() {
  return <h1>publish-list</h1>;
}
