/** What the sink's builder, the service, or this world would not take of a job's settings. */
import { PUT_RECORDS_ENTRIES_MAX } from '../../../kinesis/limits'
import { BUFFERED_REQUESTS_MAX, IN_FLIGHT_REQUESTS_MAX, WAIT_MS, WINDOW_MS } from './constants'
import type { FlinkSettings } from './settings'

/** @returns a sentence; null where nothing is wrong. */
export function problemOfFlink(settings: FlinkSettings): string | null {
  const { maxBatchSize, maxBufferedRequests } = settings
  return (
    problemOfNumber('windowMs', settings.windowMs, WINDOW_MS) ??
    problemOfNumber('maxBatchSize', maxBatchSize, { min: 1, max: PUT_RECORDS_ENTRIES_MAX }) ??
    problemOfNumber('maxInFlightRequests', settings.maxInFlightRequests, { min: 1, max: IN_FLIGHT_REQUESTS_MAX }) ??
    problemOfNumber('maxBufferedRequests', maxBufferedRequests, { min: 1, max: BUFFERED_REQUESTS_MAX }) ??
    problemOfNumber('maxTimeInBufferMs', settings.maxTimeInBufferMs, WAIT_MS) ??
    problemOfNumber('requestTimeoutMs', settings.requestTimeoutMs, WAIT_MS) ??
    // FLK AsyncSinkWriter.
    (maxBufferedRequests > maxBatchSize ? null : 'maxBufferedRequests must be greater than maxBatchSize.')
  )
}

function problemOfNumber(name: string, value: number, { min, max }: { min: number; max: number }): string | null {
  return Number.isSafeInteger(value) && value >= min && value <= max ? null : `${name} must be a whole number from ${min} to ${max}.`
}
