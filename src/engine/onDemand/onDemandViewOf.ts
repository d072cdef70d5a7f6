/** How an on-demand stream scales, seen from outside: its peaks, the splits to come, and why shards refuse meanwhile. */
import { SECONDS_PER_MINUTE, US_PER_MINUTE, US_PER_MS, US_PER_SECOND } from '../../base/units'
import { ON_DEMAND_PEAK_HOURS, ON_DEMAND_SHRINK_US, ON_DEMAND_SPLIT_BYTES_PER_SECOND, ON_DEMAND_SPLIT_RECORDS_PER_SECOND } from '../../kinesis/limits'
import { formatShardId } from '../../kinesis/shardId'
import { diagnosisOf } from '../diagnosis'
import { hottestKeyOf } from '../hottestKey'
import { METER_TICK_US, TICKS_PER_SECOND } from '../meterState'
import { epochSecondOf } from '../naming'
import { refusedInMinute, shareOfLimit, type Load } from '../shardAttempts'
import type { Stream, World } from '../state'
import type { OnDemandView, PeakView, PlannedSplit, ThrottlingView } from './capacityView'
import { NO_LOAD, type HourPeak, type MinuteLoad, type OnDemand } from './model'
import { minuteOfStream, peakOf, secondsSince } from './peaks'
import { limitNearer, shardsFilled, shardsNeeded, shardsOfPeak, shrinksFromUs } from './scalingRule'

/** A minute ends a little before the clock's. The first of a stream may have begun before it. */
const FULL_MINUTE_US = US_PER_MINUTE - US_PER_SECOND
/** Shards told of in each list. */
const SHARDS_TOLD_MAX = 20

export function onDemandViewOf(world: World, stream: Stream, onDemand: OnDemand): Omit<OnDemandView, 'warm'> {
  const { nowUs } = world
  const peak = peakOf(onDemand, nowUs, ON_DEMAND_PEAK_HOURS)
  const needed = shardsNeeded(peak ?? NO_LOAD, stream.warmThroughputMiBps)
  const ofPeak = shardsOfPeak(peak ?? NO_LOAD)
  const { shrinking } = onDemand
  return {
    sinceMs: onDemand.sinceUs / US_PER_MS,
    peak: nowUs < Math.max(stream.createdAtUs, onDemand.sinceUs) + FULL_MINUTE_US ? null : peakView(peak),
    peakOfHour: peakView(peakOf(onDemand, nowUs, 1)),
    running: runningOf(world, stream, onDemand),
    hours: onDemand.peaks.map((hour) => ({ ...perSecond(hour), atMs: hour.atUs / US_PER_MS })),
    shardsNeeded: needed,
    shardsOfPeak: ofPeak,
    neededFor: needed <= ofPeak ? 'peak' : needed === stream.warmThroughputMiBps ? 'warmThroughput' : 'minimum',
    splitAbove: { records: ON_DEMAND_SPLIT_RECORDS_PER_SECOND, bytes: ON_DEMAND_SPLIT_BYTES_PER_SECOND },
    splits: splitsOf(world, stream, onDemand),
    shrinking: shrinking === null ? null : { sinceMs: shrinking.sinceUs / US_PER_MS, endsAtMs: (shrinking.sinceUs + ON_DEMAND_SHRINK_US) / US_PER_MS, fromShards: shrinking.fromShards, toShards: needed },
    shrinksFromMs: shrinking === null && stream.openShards.length > needed && onDemand.splitsDue.size === 0 ? shrinksFromUs(onDemand) / US_PER_MS : null,
    throttling: throttlingOf(world, stream, formerPeakOf(onDemand, peak)),
  }
}

/** The mean of a minute, or of what there was of it. */
export function perSecond({ bytes, records }: MinuteLoad, seconds = SECONDS_PER_MINUTE): Load {
  return seconds <= 0 ? { records: 0, bytes: 0 } : { records: records / seconds, bytes: bytes / seconds }
}

/** Minutes are the wall clock's, and end with the second that the meters count in their first one. */
function runningOf(world: World, stream: Stream, { sinceUs }: OnDemand): OnDemandView['running'] {
  const countedUs = (world.meters.seconds * TICKS_PER_SECOND - 1) * METER_TICK_US
  const seconds = Math.max(0, Math.min(epochSecondOf(world, countedUs) % SECONDS_PER_MINUTE, secondsSince(world, sinceUs)))
  return { ...perSecond(minuteOfStream(world.meters, stream, seconds), seconds), seconds }
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
