/** For `wa-after-hide`: says `close-dialog` when the dialog itself was closed, not a menu or a hint inside of it. */
export function closeDialog(event: Event): void {
  if (event.target !== event.currentTarget) return;
  const { host } = (event.currentTarget as Element).getRootNode() as ShadowRoot;
  host.dispatchEvent(new CustomEvent('close-dialog'));
}
