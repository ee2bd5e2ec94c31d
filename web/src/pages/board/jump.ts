// From the matrix to a part of the page and back: within the page, so that the router has nothing to fetch anew.

export function jump(event: MouseEvent, id: string) {
  const part = document.getElementById(id);
  if (!part || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  part.scrollIntoView();
  part.focus({ preventScroll: true });
}
