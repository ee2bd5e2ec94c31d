/** Says on a frame that holds more than is in view that it scrolls sideways; app.css has the words. */
export function sideways(frame: HTMLElement) {
  const look = () => {
    const wide = frame.toggleAttribute('data-wide', frame.scrollWidth > frame.clientWidth + 2);
    // With the keyboard, too, one gets to what is out of view.
    if (wide) frame.tabIndex = 0;
    else frame.removeAttribute('tabindex');
  };
  const seen = new ResizeObserver(look);
  seen.observe(frame);
  if (frame.firstElementChild) seen.observe(frame.firstElementChild);
  look();
  return { destroy: () => seen.disconnect() };
}
