/** Where the bars and lines of the last minute stand: one bar a second, the newest at the right. Pure. */
import type { Diagnosis } from '../../engine/diagnosis'
import { WRITE_BYTES_PER_SECOND_MAX, WRITE_RECORDS_PER_SECOND_MAX } from '../../kinesis/limits'

export const SECONDS_SHOWN = 60
/** A storm of retries must not press the limit to the ground: bars above this are cut. */
const TOP_USE_MAX = 3
const TOP_USE_MIN = 1.25

export interface Second {
  secondsAgo: number
  stored: number
  refused: number
  /** Of what was refused, as much as was asked for the first time and found no room. */
  noRoom: number
}

export interface Bar extends Second {
  x: number
  width: number
  storedY: number
  storedHeight: number
  noRoomY: number
  noRoomHeight: number
  /** Refused again. */
  againY: number
  againHeight: number
}

export interface SecondsChart {
  bars: Bar[]
  limit: number
  limitY: number
  mean: number
  meanY: number
}

export function secondsOf({ seconds, limitedBy }: Pick<Diagnosis, 'seconds' | 'limitedBy'>): Second[] {
  const [stored, refused] = limitedBy === 'records' ? [seconds.recordsStored, seconds.recordsRefused] : [seconds.bytesStored, seconds.bytesRefused]
  return Array.from(stored, (taken, at) => {
    const left = refused[at] ?? 0
    const attempts = (seconds.recordsStored[at] ?? 0) + (seconds.recordsRefused[at] ?? 0)
    const asked = attempts === 0 ? 0 : (taken + left) * (1 - (seconds.recordsRetried[at] ?? 0) / attempts)
    return { secondsAgo: stored.length - at, stored: taken, refused: left, noRoom: Math.max(0, Math.min(left, asked - taken)) }
  })
}

export function limitOf(limitedBy: Diagnosis['limitedBy']): number {
  return limitedBy === 'records' ? WRITE_RECORDS_PER_SECOND_MAX : WRITE_BYTES_PER_SECOND_MAX
}

export function secondsChart(diagnosis: Pick<Diagnosis, 'seconds' | 'limitedBy' | 'minuteMean'>, size: { width: number; height: number }): SecondsChart {
  const limit = limitOf(diagnosis.limitedBy)
  const seconds = secondsOf(diagnosis)
  const peak = seconds.reduce((most, { stored, refused }) => Math.max(most, stored + refused), 0)
  const top = Math.min(Math.max(peak, limit * TOP_USE_MIN), limit * TOP_USE_MAX)
  const y = (value: number) => size.height * (1 - Math.min(value, top) / top)
  const step = size.width / SECONDS_SHOWN
  const mean = diagnosis.minuteMean[diagnosis.limitedBy]
  return {
    bars: seconds.map((second) => {
      const storedY = y(second.stored)
      const noRoomY = y(second.stored + second.noRoom)
      const againY = y(second.stored + second.refused)
      return {
        ...second,
        x: size.width - second.secondsAgo * step,
        width: Math.max(1, step - 1),
        storedY,
        storedHeight: size.height - storedY,
        noRoomY,
        noRoomHeight: storedY - noRoomY,
        againY,
        againHeight: noRoomY - againY,
      }
    }),
    limit,
    limitY: y(limit),
    mean,
    meanY: y(mean),
  }
}
