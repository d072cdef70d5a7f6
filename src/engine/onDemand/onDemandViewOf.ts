/** How an on-demand stream scales, seen from outside: its peaks, the splits to come, and why shards refuse meanwhile. */
import { SECONDS_PER_MINUTE, US_PER_MS } from '../../base/units'
import { ON_DEMAND_PEAK_HOURS, ON_DEMAND_SHRINK_US, ON_DEMAND_SPLIT_BYTES_PER_SECOND, ON_DEMAND_SPLIT_RECORDS_PER_SECOND } from '../../kinesis/limits'
import { formatShardId } from '../../kinesis/shardId'
import { diagnosisOf } from '../diagnosis'
import { hottestKeyOf } from '../hottestKey'
import { refusedInMinute, shareOfLimit, type Load } from '../shardAttempts'
import type { Stream, World } from '../state'
import type { OnDemandView, PeakView, PlannedSplit, ThrottlingView } from './capacityView'
import { NO_LOAD, type HourPeak, type MinuteLoad, type OnDemand } from './model'
import { peakOf } from './peaks'
import { limitNearer, shardsFilled, shardsNeeded, shrinksFromUs } from './scalingRule'

/** Shards told of in each list. */
const SHARDS_TOLD_MAX = 20

export function onDemandViewOf(world: World, stream: Stream, onDemand: OnDemand): Omit<OnDemandView, 'warm'> {
  const { nowUs } = world
  const peak = peakOf(onDemand, nowUs, ON_DEMAND_PEAK_HOURS)
  const needed = shardsNeeded(peak ?? NO_LOAD, stream.warmThroughputMiBps)
  const { shrinking } = onDemand
  return {
    sinceMs: onDemand.sinceUs / US_PER_MS,
    peak: peakView(peak),
    peakOfHour: peakView(peakOf(onDemand, nowUs, 1)),
    hours: onDemand.peaks.map((hour) => ({ ...perSecond(hour), atMs: hour.atUs / US_PER_MS })),
    shardsNeeded: needed,
    splitAbove: { records: ON_DEMAND_SPLIT_RECORDS_PER_SECOND, bytes: ON_DEMAND_SPLIT_BYTES_PER_SECOND },
    splits: splitsOf(world, stream, onDemand),
    shrinking: shrinking === null ? null : { sinceMs: shrinking.sinceUs / US_PER_MS, endsAtMs: (shrinking.sinceUs + ON_DEMAND_SHRINK_US) / US_PER_MS, fromShards: shrinking.fromShards, toShards: needed },
    shrinksFromMs: shrinking === null && stream.openShards.length > needed && onDemand.splitsDue.size === 0 ? shrinksFromUs(onDemand) / US_PER_MS : null,
    throttling: throttlingOf(world, stream, formerPeakOf(onDemand, peak)),
  }
}

/** The mean of a minute. */
export function perSecond({ bytes, records }: MinuteLoad): Load {
  return { records: records / SECONDS_PER_MINUTE, bytes: bytes / SECONDS_PER_MINUTE }
}

function peakView(peak: HourPeak | null): PeakView | null {
  return peak === null ? null : { ...perSecond(peak), atMs: peak.atUs / US_PER_MS }
}

function splitsOf(world: World, stream: Stream, { splitsDue }: OnDemand): PlannedSplit[] {
  return Array.from(splitsDue)
    .sort(([one, { dueUs }], [other, { dueUs: otherUs }]) => dueUs - otherUs || one - other)
    .slice(0, SHARDS_TOLD_MAX)
    .map(([shardIndex, due]) => {
      const hottest = hottestKeyOf(world, stream.shards[shardIndex])
      return {
        shardId: formatShardId(shardIndex),
        seen: { ...perSecond(due), atMs: due.seenUs / US_PER_MS },
        because: limitNearer(due),
        dueAtMs: due.dueUs / US_PER_MS,
        hottestKey: hottest?.partitionKey ?? null,
        hottestKeyPercent: hottest?.percent ?? 0,
      }
    })
}

function throttlingOf(world: World, stream: Stream, former: number): ThrottlingView[] {
  return stream.openShards
    .map((shardIndex) => ({ shardIndex, refused: refusedInMinute(stream.shards[shardIndex]) }))
    .filter(({ refused }) => refused > 0)
    .sort((one, other) => other.refused - one.refused || one.shardIndex - other.shardIndex)
    .slice(0, SHARDS_TOLD_MAX)
    .flatMap(({ shardIndex, refused }) => {
      const diagnosis = diagnosisOf(world, stream, shardIndex)
      if (diagnosis === null) return []
      const top = diagnosis.keys.at(0)
      return {
        shardId: formatShardId(shardIndex),
        recordsRefusedInMinute: refused,
        verdict: diagnosis.verdict,
        timesFormerPeak: former === 0 ? null : shareOfLimit(diagnosis.stream.demand, 1) / former,
        hottestKey: top?.partitionKey ?? null,
        hottestKeyPercent: top?.percent ?? 0,
      }
    })
}

/** In shards: the fullest minute before the one for which the next split is planned; where none is, of all. */
function formerPeakOf({ splitsDue }: OnDemand, peak: HourPeak | null): number {
  const [next] = splitsDue.values()
  return splitsDue.size > 0 ? next.filledBefore : shardsFilled(peak ?? NO_LOAD)
}
