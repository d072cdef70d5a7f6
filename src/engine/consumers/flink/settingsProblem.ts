/** What Flink, or this world, would not take of a job's settings. */
import { INTERVAL_MS, PARALLELISM, SPAN_MS, WINDOW_MS, WINDOWS_PER_RECORD_MAX } from './constants'
import type { FlinkReaderSettings } from './settings'

/** @returns a sentence; null where nothing is wrong. */
export function problemOfFlinkReader(settings: FlinkReaderSettings): string | null {
  return (
    problemOfNumber('parallelism', settings.parallelism, PARALLELISM) ??
    problemOfWindow(settings.window) ??
    problemOfNumber('outOfOrdernessMs', settings.outOfOrdernessMs, SPAN_MS) ??
    problemOfNumber('idlenessMs', settings.idlenessMs, SPAN_MS) ??
    problemOfNumber('checkpointIntervalMs', settings.checkpointIntervalMs, INTERVAL_MS) ??
    problemOfNumber('minPauseBetweenCheckpointsMs', settings.minPauseBetweenCheckpointsMs, SPAN_MS) ??
    problemOfNumber('shardDiscoveryIntervalMs', settings.shardDiscoveryIntervalMs, INTERVAL_MS)
  )
}

/** Ours: Flink lets windows slide by any length. */
function problemOfWindow(window: FlinkReaderSettings['window']): string | null {
  const ofSize = problemOfNumber('sizeMs', window.sizeMs, WINDOW_MS)
  if (ofSize !== null || window.kind === 'tumbling') return ofSize
  const { sizeMs, slideMs } = window
  const ofSlide = problemOfNumber('slideMs', slideMs, WINDOW_MS)
  if (ofSlide !== null) return ofSlide
  if (sizeMs % slideMs !== 0) return 'sizeMs must be a multiple of slideMs.'
  return sizeMs / slideMs <= WINDOWS_PER_RECORD_MAX ? null : `A record must not be in more than ${WINDOWS_PER_RECORD_MAX} windows.`
}

function problemOfNumber(name: string, value: number, { min, max }: { min: number; max: number }): string | null {
  return Number.isSafeInteger(value) && value >= min && value <= max ? null : `${name} must be a whole number from ${min} to ${max}.`
}
