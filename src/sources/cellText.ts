/** What short texts of a file say: numbers, and the words of a name. */

/** @returns NaN for what is not a plain decimal number. */
export function parseNumber(text: string): number {
  return /^\s*[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d{1,2})?\s*$/.test(text) ? Number(text) : Number.NaN
}

/** `eventTime_utc` → event, time, utc. */
export function wordsOf(name: string): string[] {
  const spaced = name.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2').toLowerCase()
  return spaced.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
}
