export default function BodyPage() {
  return <h1>Body</h1>;
}
