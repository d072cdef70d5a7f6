/** What the sink's builder, the service, or this world would not take of a job's settings. */
import { PUT_RECORDS_ENTRIES_MAX } from '../../../kinesis/limits'
import type { RefusalReason } from '../../refusalReasons'
import { refuseUnlessWhole } from '../../settingBounds'
import { BUFFERED_REQUESTS_MAX, IN_FLIGHT_REQUESTS_MAX, WAIT_MS, WINDOW_MS } from './constants'
import type { FlinkSettings } from './settings'

/** @returns null where nothing is wrong. */
export function problemOfFlink(settings: FlinkSettings): RefusalReason | null {
  const { maxBatchSize, maxBufferedRequests } = settings
  return (
    refuseUnlessWhole('flinkSink.windowMs', settings.windowMs, WINDOW_MS) ??
    refuseUnlessWhole('flinkSink.maxBatchSize', maxBatchSize, { min: 1, max: PUT_RECORDS_ENTRIES_MAX }) ??
    refuseUnlessWhole('flinkSink.maxInFlightRequests', settings.maxInFlightRequests, { min: 1, max: IN_FLIGHT_REQUESTS_MAX }) ??
    refuseUnlessWhole('flinkSink.maxBufferedRequests', maxBufferedRequests, { min: 1, max: BUFFERED_REQUESTS_MAX }) ??
    refuseUnlessWhole('flinkSink.maxTimeInBufferMs', settings.maxTimeInBufferMs, WAIT_MS) ??
    refuseUnlessWhole('flinkSink.requestTimeoutMs', settings.requestTimeoutMs, WAIT_MS) ??
    // FLK AsyncSinkWriter.
    (maxBufferedRequests > maxBatchSize ? null : { key: 'bufferNotAboveBatch', values: { buffered: maxBufferedRequests, batch: maxBatchSize } })
  )
}
