/** A month's cost of each plan against throughput, drawn from this run's own usage: the same records, peaks and readers, more or fewer of them. */
import { MIB } from '../../base/units'
import type { Prices } from '../../kinesis/billing'
import type { World } from '../state'
import type { Peaks, StreamUsage } from '../usage/model'
import type { BreakEven, Crossing, CurveName } from './bill'
import { costOf, shardsFor, trafficOf, type Compared } from './comparison'
import { SECONDS_PER_MONTH } from './streamLines'
import { scaled } from './usageSums'

const MIB_MIN = 1 / 64
const MIB_MAX = 1_024
/** The fourth root of two: four points for each doubling. */
const STEP = 1.189207115002721
const BISECTIONS = 40
/** The cost of shards is a staircase, which a line may cross again and again. */
const CROSSINGS_OF_PAIR_MAX = 3
const CURVES: readonly CurveName[] = ['provisioned', 'onDemand', 'advantage']
const PAIRS: readonly (readonly [CurveName, CurveName])[] = [
  ['provisioned', 'onDemand'],
  ['provisioned', 'advantage'],
  ['onDemand', 'advantage'],
]

type Costs = Record<CurveName, number>
type CostsAt = (mibPerSecond: number) => Costs & { shards: number }

export function breakEvenOf(world: World, compared: Compared): BreakEven | null {
  const traffic = trafficOf(world, compared)
  if (traffic === null || traffic.usage.bytesIn === 0) return null
  const { plan, usage, peaks } = traffic
  const { prices } = compared
  const bytesPerSecond = usage.bytesIn / usage.seconds
  const costsAt = costsOf(usage, peaks, prices)
  const points = throughputs(bytesPerSecond / MIB).map((mibPerSecond) => ({ mibPerSecond, ...costsAt(mibPerSecond) }))
  return {
    points,
    ...crossingsOf(points, costsAt),
    own: { mibPerSecond: bytesPerSecond / MIB, costPerMonth: (costOf(plan, usage, prices).cost * SECONDS_PER_MONTH) / usage.seconds, plan },
    recordBytes: usage.bytesIn / usage.recordsIn,
    peakToAverage: peaks.bytesInPerSecond / bytesPerSecond,
    readTimes: sum(usage.bytesRead.values()) / usage.bytesIn,
    pushedTimes: sum(Array.from(usage.consumers.values(), ({ bytesPushed }) => bytesPushed)) / usage.bytesIn,
  }
}

function costsOf(usage: StreamUsage, peaks: Peaks, prices: Prices): CostsAt {
  const months = SECONDS_PER_MONTH / usage.seconds
  return (mibPerSecond) => {
    const scale = (mibPerSecond * MIB * usage.seconds) / usage.bytesIn
    const shards = shardsFor(peaks, scale)
    const there = scaled(usage, scale, shards)
    const [provisioned, onDemand, advantage] = CURVES.map((plan) => costOf(plan, there, prices).cost * months)
    return { provisioned, onDemand, advantage, shards }
  }
}

/** Evenly spaced on a logarithmic axis, with room around this run's own. */
function throughputs(own: number): number[] {
  let first = MIB_MIN
  while (first > own / 2 && first > 1 / MIB) first /= 2
  const last = Math.max(MIB_MAX, 2 * own)
  const all = []
  for (let at = first; at <= last * STEP; at *= STEP) all.push(at)
  return all
}

function crossingsOf(points: BreakEven['points'], costsAt: CostsAt): Pick<BreakEven, 'crossings' | 'crossingsLeftOut'> {
  let crossingsLeftOut = 0
  const crossings = PAIRS.flatMap(([one, other]) => {
    const found: Crossing[] = []
    for (let at = 1; at < points.length; at++) {
      const [before, after] = [points[at - 1], points[at]]
      const isOneCheaper = before[one] < before[other]
      if (isOneCheaper === after[one] < after[other]) continue
      found.push(crossingOf(isOneCheaper ? [one, other] : [other, one], [before.mibPerSecond, after.mibPerSecond], costsAt))
    }
    const told = found.length <= CROSSINGS_OF_PAIR_MAX ? found : outermost(found)
    crossingsLeftOut += found.length - told.length
    return told
  })
  return { crossings: crossings.sort((left, right) => left.mibPerSecond - right.mibPerSecond), crossingsLeftOut }
}

/** What holds below the first and above the last stands, and each follows from the one before. */
function outermost(found: readonly Crossing[]): Crossing[] {
  return [found[0], ...found.slice(found.length % 2 === 0 ? -1 : 1 - CROSSINGS_OF_PAIR_MAX)]
}

function crossingOf([below, above]: readonly [CurveName, CurveName], [from, to]: readonly [number, number], costsAt: CostsAt): Crossing {
  let [low, high] = [from, to]
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2
    const costs = costsAt(middle)
    if (costs[below] < costs[above]) low = middle
    else high = middle
  }
  const costs = costsAt(high)
  return { mibPerSecond: high, costPerMonth: costs[above], below, above, isCheapest: CURVES.every((curve) => costs[curve] >= costs[above]) }
}

function sum(values: Iterable<number>): number {
  let total = 0
  for (const value of values) total += value
  return total
}
