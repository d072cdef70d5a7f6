/** What an application on the SDK cannot be set to. */
import { GET_RECORDS_RECORDS_MAX } from '../../../kinesis/limits'
import type { RefusalReason } from '../../refusalReasons'
import { refuseUnlessWhole } from '../../settingBounds'
import { DISCOVERY_INTERVAL_MS, POLL_INTERVAL_MS, SAVE_INTERVAL_MS, type SdkReaderSettings } from './settings'

/** @returns null where nothing is wrong. */
export function sdkSettingsProblem({ pollIntervalMs, discoveryIntervalMs, checkpointIntervalMs, maxRecords }: SdkReaderSettings): RefusalReason | null {
  return (
    refuseUnlessWhole('sdk.pollIntervalMs', pollIntervalMs, POLL_INTERVAL_MS) ??
    refuseUnlessWhole('sdk.discoveryIntervalMs', discoveryIntervalMs, DISCOVERY_INTERVAL_MS) ??
    (checkpointIntervalMs === null ? null : refuseUnlessWhole('sdk.checkpointIntervalMs', checkpointIntervalMs, SAVE_INTERVAL_MS)) ??
    refuseUnlessWhole('sdk.maxRecords', maxRecords, { min: 1, max: GET_RECORDS_RECORDS_MAX })
  )
}
