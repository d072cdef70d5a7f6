/** What Flink, or this world, would not take of a job's settings. */
import type { RefusalReason } from '../../refusalReasons'
import { refuseUnlessWhole } from '../../settingBounds'
import { INTERVAL_MS, PARALLELISM, SPAN_MS, WINDOW_MS, WINDOWS_PER_RECORD_MAX } from './constants'
import type { FlinkReaderSettings } from './settings'

/** @returns null where nothing is wrong. */
export function problemOfFlinkReader(settings: FlinkReaderSettings): RefusalReason | null {
  return (
    refuseUnlessWhole('flink.parallelism', settings.parallelism, PARALLELISM) ??
    problemOfWindow(settings.window) ??
    refuseUnlessWhole('flink.outOfOrdernessMs', settings.outOfOrdernessMs, SPAN_MS) ??
    refuseUnlessWhole('flink.idlenessMs', settings.idlenessMs, SPAN_MS) ??
    refuseUnlessWhole('flink.checkpointIntervalMs', settings.checkpointIntervalMs, INTERVAL_MS) ??
    refuseUnlessWhole('flink.minPauseBetweenCheckpointsMs', settings.minPauseBetweenCheckpointsMs, SPAN_MS) ??
    refuseUnlessWhole('flink.shardDiscoveryIntervalMs', settings.shardDiscoveryIntervalMs, INTERVAL_MS)
  )
}

/** Ours: Flink lets windows slide by any length. */
function problemOfWindow(window: FlinkReaderSettings['window']): RefusalReason | null {
  const ofSize = refuseUnlessWhole('flink.windowSizeMs', window.sizeMs, WINDOW_MS)
  if (ofSize !== null || window.kind === 'tumbling') return ofSize
  const { sizeMs, slideMs } = window
  const ofSlide = refuseUnlessWhole('flink.windowSlideMs', slideMs, WINDOW_MS)
  if (ofSlide !== null) return ofSlide
  if (sizeMs % slideMs !== 0) return { key: 'slide', values: { sizeMs, slideMs } }
  const windows = sizeMs / slideMs
  return windows <= WINDOWS_PER_RECORD_MAX ? null : { key: 'windowsOfRecord', values: { windows, max: WINDOWS_PER_RECORD_MAX } }
}
