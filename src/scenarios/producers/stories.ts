/** The stories of producers by their names, fetched together. */
import type { Scenario } from '../../engine/scenario'
import { agentTailsALog } from './agentTailsALog'
import { flinkWritesWindows } from './flinkWritesWindows'
import { gzipBeforePuts } from './gzipBeforePuts'
import { hotKey } from './hotKey'
import { iotHotTopic } from './iotHotTopic'
import { kplAndPlainPuts } from './kplAndPlainPuts'
import { kplOutage } from './kplOutage'
import { kplStaleMap } from './kplStaleMap'
import { logSubscription } from './logSubscription'
import { partialFailures } from './partialFailures'
import { putRecordAndPutRecords } from './putRecordAndPutRecords'
import { shortBursts } from './shortBursts'
import { tooMuchTraffic } from './tooMuchTraffic'

export const producerStories: Readonly<Record<string, Scenario>> = {
  putRecordAndPutRecords,
  partialFailures,
  kplAndPlainPuts,
  kplOutage,
  kplStaleMap,
  gzipBeforePuts,
  agentTailsALog,
  logSubscription,
  iotHotTopic,
  flinkWritesWindows,
  hotKey,
  tooMuchTraffic,
  shortBursts,
}
