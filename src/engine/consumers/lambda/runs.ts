/** Records of a shard that need not stand together: stretches of ordinals as pairs of a first one and one past the last, apart and in order. */

export type Runs = number[]

export function countIn(runs: Readonly<Runs>): number {
  let count = 0
  for (let at = 0; at < runs.length; at += 2) count += runs[at + 1] - runs[at]
  return count
}

export function lastIn(runs: Readonly<Runs>): number {
  return runs[runs.length - 1] - 1
}

/** Adds ordinals from … to−1 behind all others. */
export function append(runs: Runs, from: number, to: number): void {
  if (runs.length > 0 && runs[runs.length - 1] === from) runs[runs.length - 1] = to
  else if (to > from) runs.push(from, to)
}

/** @returns the first `count` records, and the others. */
export function cutAfter(runs: Readonly<Runs>, count: number): [Runs, Runs] {
  let left = count
  for (let at = 0; at < runs.length; at += 2) {
    const length = runs[at + 1] - runs[at]
    if (length > left) return cutBefore(runs, runs[at] + left)
    left -= length
  }
  return [[...runs], []]
}

/** @returns the records before `ordinal`, and those from there on. */
export function cutBefore(runs: Readonly<Runs>, ordinal: number): [Runs, Runs] {
  let at = 0
  while (at < runs.length && runs[at + 1] <= ordinal) at += 2
  if (at === runs.length || runs[at] >= ordinal) return [runs.slice(0, at), runs.slice(at)]
  return [
    [...runs.slice(0, at), runs[at], ordinal],
    [ordinal, ...runs.slice(at + 1)],
  ]
}

/** @param lists that have no record in common. */
export function merged(lists: readonly Readonly<Runs>[]): Runs {
  const stretches: [number, number][] = []
  for (const runs of lists) for (let at = 0; at < runs.length; at += 2) stretches.push([runs[at], runs[at + 1]])
  stretches.sort(([left], [right]) => left - right)
  const all: Runs = []
  for (const [from, to] of stretches) append(all, from, to)
  return all
}
