/** Timing that survives a shared machine: the best of several rounds, and a yardstick run beside it. */

export interface Result {
  name: string
  value: number
  unit: string
  /** `value` divided by the yardstick of the same run. */
  perYardstick: number
}

const ROUNDS = 5
const YARDSTICK_STEPS = 20_000_000

/** @returns nanoseconds for each of `count` steps of `work`, in the best round. */
export function bestNsPerStep(count: number, work: () => void): number {
  let best = Infinity
  for (let round = 0; round < ROUNDS; round++) {
    const startedMs = performance.now()
    work()
    best = Math.min(best, performance.now() - startedMs)
  }
  return (best * 1e6) / count
}

/** Millions of steps a second of a plain integer loop over a typed array: how fast this machine is now. */
export function measureYardstick(): number {
  const cells = new Uint32Array(4_096)
  const ns = bestNsPerStep(YARDSTICK_STEPS, () => {
    let state = 1
    for (let step = 0; step < YARDSTICK_STEPS; step++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      const at = state >>> 20
      cells[at] = ((cells[at] ?? 0) + state) >>> 0
    }
  })
  return 1_000 / ns
}
