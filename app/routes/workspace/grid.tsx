export default function GridPage() {
  return null;
}
