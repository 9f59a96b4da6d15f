/**
 * Text that a device sent, made safe to show: control, formatting (such as right-to-left overrides), private
 * and unassigned characters are dropped, white space is folded, the length is capped.
 */
export function cleanText(text: string, maxLength: number): string {
  return text
    .slice(0, maxLength * 4)
    .replace(/\s+/gu, ' ')
    .replace(/\p{C}/gu, '')
    .trim()
    .slice(0, maxLength)
    .replace(/\p{Cs}/gu, '')
    .trimEnd();
}
