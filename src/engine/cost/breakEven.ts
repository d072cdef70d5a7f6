/** A month's cost of each plan against throughput, drawn from this run's own usage: the same records, peaks and readers, more or fewer of them. */
import { MIB } from '../../base/units'
import type { Prices } from '../../kinesis/billing'
import type { Stream, World } from '../state'
import type { Peaks, StreamUsage } from '../usage/model'
import { planOf } from '../usage/noteUsage'
import type { BreakEven, Crossing, CurveName } from './bill'
import { costOf, shardsFor, trafficOf } from './comparison'
import { SECONDS_PER_MONTH, streamLines } from './streamLines'
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

export function breakEvenOf(world: World, stream: Stream, prices: Prices): BreakEven | null {
  const traffic = trafficOf(world, stream)
  if (traffic === null || traffic.usage.bytesIn === 0) return null
  const { usage, peaks } = traffic
  const bytesPerSecond = usage.bytesIn / usage.seconds
  const costsAt = costsOf(usage, peaks, prices)
  const points = throughputs(bytesPerSecond / MIB).map((mibPerSecond) => ({ mibPerSecond, ...costsAt(mibPerSecond) }))
  return {
    points,
    crossings: crossingsOf(points, costsAt),
    own: { mibPerSecond: bytesPerSecond / MIB, costPerMonth: ownPerMonth(world, stream, usage.seconds, prices), plan: planOf(world, stream) },
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

/** As it was billed on average, under whichever plans. */
function ownPerMonth({ usage }: World, { streamName }: Stream, seconds: number, prices: Prices): number {
  let cost = 0
  for (const [plan, used] of usage.totals.streams.get(streamName) ?? []) for (const { price, quantity } of streamLines(plan, used)) cost += quantity * prices[price]
  return (cost * SECONDS_PER_MONTH) / seconds
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

function crossingsOf(points: BreakEven['points'], costsAt: CostsAt): Crossing[] {
  const crossings = PAIRS.flatMap(([one, other]) => {
    const found: Crossing[] = []
    for (let at = 1; at < points.length && found.length < CROSSINGS_OF_PAIR_MAX; at++) {
      const [before, after] = [points[at - 1], points[at]]
      const isOneCheaper = before[one] < before[other]
      if (isOneCheaper === after[one] < after[other]) continue
      found.push(crossingOf(isOneCheaper ? [one, other] : [other, one], [before.mibPerSecond, after.mibPerSecond], costsAt))
    }
    return found
  })
  return crossings.sort((left, right) => left.mibPerSecond - right.mibPerSecond)
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
