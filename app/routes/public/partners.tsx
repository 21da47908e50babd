export default function PartnersPage() {
  return <h1>Partners</h1>;
}
