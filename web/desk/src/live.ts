/// Tells of changes of the directory as they happen. Browsers come back by themselves after a lost line; `away` says
/// so meanwhile.
export function follow(changed: () => void, away: (is_away: boolean) => void): () => void {
  const source = new EventSource("/api/v1/events");
  source.addEventListener("change", changed);
  source.addEventListener("reset", changed);
  source.addEventListener("open", () => away(false));
  source.addEventListener("error", () => away(true));
  return () => source.close();
}
