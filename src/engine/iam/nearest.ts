/** The known word that somebody may have meant. */

const EDITS_MAX = 4

/** @returns null where none is near. */
export function nearest(word: string, known: readonly string[]): string | null {
  let best: string | null = null
  let bestEdits = Math.min(EDITS_MAX, Math.ceil(word.length / 3)) + 1
  for (const candidate of known) {
    // Of two that are as near the one of the same length: a wrong letter rather than one too many.
    const edits = editsBetween(word.toLowerCase(), candidate.toLowerCase(), EDITS_MAX + 1) + (word.length === candidate.length ? 0 : 0.5)
    if (edits >= bestEdits) continue
    best = candidate
    bestEdits = edits
  }
  return best
}

/** Levenshtein's distance, as far as it is below `max`. */
function editsBetween(from: string, to: string, max: number): number {
  if (Math.abs(from.length - to.length) >= max) return max
  let row = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (let f = 1; f <= from.length; f++) {
    const next = [f]
    for (let t = 1; t <= to.length; t++) next.push(Math.min(next[t - 1] + 1, row[t] + 1, row[t - 1] + (from[f - 1] === to[t - 1] ? 0 : 1)))
    row = next
  }
  return row[to.length]
}
