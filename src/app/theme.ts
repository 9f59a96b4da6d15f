import type { Preferences } from '../storage/preferences.ts';

const prefersDark = matchMedia('(prefers-color-scheme: dark)');

function apply(theme: Preferences['theme']): void {
  const dark = theme === 'dark' || (theme === 'auto' && prefersDark.matches);
  document.documentElement.classList.toggle('wa-dark', dark);
  document.documentElement.classList.toggle('wa-light', !dark);
}

/** Follows the preference, and the system while the preference is `auto`. */
export function followTheme(preferences: EventTarget & { readonly current: Preferences }): void {
  const update = () => apply(preferences.current.theme);
  preferences.addEventListener('change', update);
  prefersDark.addEventListener('change', update);
  update();
}
