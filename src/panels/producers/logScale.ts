/** A logarithmic axis: twice as much is the same way up everywhere, so that a fast producer beside a slow one is no flat line. Pure. */
export interface LogScale {
  /** NaN for NaN; what is below the axis lies on its end. */
  yOf: (value: number) => number
  /** Lines across with a number, from the lowest up: powers of ten, or also 2 and 5 times those where that gives too few. */
  ticks: number[]
}

/** With fewer lines no value can be read between them. */
const TICKS_MIN = 3
const TICKS_MAX = 4
/** As much as this, at least, from one end to the other. */
const SPAN_MIN = 4

/** @param ends of the axis in pixels; the top is the smaller one. */
export function logScale(values: readonly number[], { top, bottom }: { top: number; bottom: number }): LogScale {
  const known = values.filter((value) => value > 0)
  const lowest = known.length === 0 ? 1 : Math.min(...known)
  const highest = known.length === 0 ? 10 : Math.max(...known)
  const all = stepsAround(lowest, Math.max(highest, lowest * SPAN_MIN))
  const [from, to] = [all[0] ?? 1, all.at(-1) ?? 10]
  const decades = all.filter(isPowerOfTen)
  const every = Math.ceil(decades.length / TICKS_MAX)
  const ticks = decades.length >= TICKS_MIN ? decades.filter((_, at) => at % every === 0) : all.length <= TICKS_MAX ? all : all.filter((_, at) => at % 2 === 0)
  const span = Math.log(to / from)
  const yOf = (value: number) => (Number.isNaN(value) ? NaN : bottom - (Math.log(Math.max(from, Math.min(to, value)) / from) / span) * (bottom - top))
  return { yOf, ticks }
}

/** 1, 2, 5, 10, 20 …, from the last one that is not above `lowest` to the first that is not below `highest`. */
function stepsAround(lowest: number, highest: number): number[] {
  const steps: number[] = []
  for (let power = Math.floor(Math.log10(lowest)) - 1; ; power++) {
    for (const factor of [1, 2, 5]) {
      const step = Number(`${factor}e${power}`)
      if (step <= lowest) steps.length = 0
      steps.push(step)
      if (step >= highest) return steps
    }
  }
}

function isPowerOfTen(value: number): boolean {
  return value.toExponential().startsWith('1e')
}
