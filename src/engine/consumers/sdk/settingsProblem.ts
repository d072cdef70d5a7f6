/** What an application on the SDK cannot be set to. */
import { GET_RECORDS_RECORDS_MAX } from '../../../kinesis/limits'
import { DISCOVERY_INTERVAL_MS, POLL_INTERVAL_MS, SAVE_INTERVAL_MS, type SdkReaderSettings } from './settings'

/** @returns null where nothing is wrong. */
export function sdkSettingsProblem({ pollIntervalMs, discoveryIntervalMs, checkpointIntervalMs, maxRecords }: SdkReaderSettings): string | null {
  return (
    notWithin('Poll interval', pollIntervalMs, POLL_INTERVAL_MS) ??
    notWithin('Discovery interval', discoveryIntervalMs, DISCOVERY_INTERVAL_MS) ??
    (checkpointIntervalMs === null ? null : notWithin('Checkpoint interval', checkpointIntervalMs, SAVE_INTERVAL_MS)) ??
    notWithin('Limit of GetRecords', maxRecords, { min: 1, max: GET_RECORDS_RECORDS_MAX })
  )
}

function notWithin(name: string, value: number, { min, max }: { min: number; max: number }): string | null {
  return Number.isSafeInteger(value) && value >= min && value <= max ? null : `${name} must be a whole number from ${min} to ${max}: ${value} is not.`
}
