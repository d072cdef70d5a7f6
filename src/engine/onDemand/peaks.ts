/** The fullest minutes of an on-demand stream, one an hour, as far back as its scaling looks. */
import { SECONDS_PER_MINUTE, US_PER_HOUR, US_PER_SECOND, type SimUs } from '../../base/units'
import { ON_DEMAND_PEAK_HOURS } from '../../kinesis/limits'
import { SERIES_SECONDS, type Meters } from '../meterState'
import { attemptTotals } from '../shardAttempts'
import type { Shard, Stream, World } from '../state'
import type { HourPeak, MinuteLoad, OnDemand } from './model'
import { shardsFilled } from './scalingRule'

/** What was stored in the stream in the last minute, in shards that are closed by now too. @param count of seconds, up to a minute. */
export function minuteOfStream({ seconds, streams }: Meters, { streamIndex }: Stream, count = SECONDS_PER_MINUTE): MinuteLoad {
  const load = { bytes: 0, records: 0 }
  if (streamIndex >= streams.length) return load
  const { incomingBytes, incomingRecords } = streams[streamIndex]
  for (let second = Math.max(0, seconds - count); second < seconds; second++) {
    load.bytes += incomingBytes[second % SERIES_SECONDS]
    load.records += incomingRecords[second % SERIES_SECONDS]
  }
  return load
}

/** Whole ones since then, up to a minute. */
export function secondsSince({ meters, nowUs }: World, sinceUs: SimUs): number {
  return Math.min(SECONDS_PER_MINUTE, meters.seconds, Math.floor((nowUs - sinceUs) / US_PER_SECOND))
}

export function minuteOfShard(meters: Meters, shard: Shard): MinuteLoad {
  return attemptTotals(meters, shard, SECONDS_PER_MINUTE).stored
}

export function notePeak({ peaks }: OnDemand, nowUs: SimUs, load: MinuteLoad): void {
  // The minute that ends with an hour is of that hour.
  const hour = Math.ceil(nowUs / US_PER_HOUR) - 1
  while (peaks.length > 0 && peaks[0].hour < hour - ON_DEMAND_PEAK_HOURS) peaks.shift()
  if (load.records === 0) return
  const last = peaks.at(-1)
  if (last?.hour !== hour) {
    peaks.push({ hour, ...load, atUs: nowUs })
    return
  }
  if (shardsFilled(load) > shardsFilled(last)) last.atUs = nowUs
  last.bytes = Math.max(last.bytes, load.bytes)
  last.records = Math.max(last.records, load.records)
}

/** The most of this hour and the `hours` before it. @returns null where nothing was written. */
export function peakOf({ peaks }: OnDemand, nowUs: SimUs, hours: number): HourPeak | null {
  const oldest = Math.ceil(nowUs / US_PER_HOUR) - 1 - hours
  let most: HourPeak | null = null
  for (const peak of peaks) {
    if (peak.hour < oldest) continue
    if (most === null) most = { ...peak }
    else {
      if (shardsFilled(peak) > shardsFilled(most)) most.atUs = peak.atUs
      most.bytes = Math.max(most.bytes, peak.bytes)
      most.records = Math.max(most.records, peak.records)
    }
  }
  return most
}
