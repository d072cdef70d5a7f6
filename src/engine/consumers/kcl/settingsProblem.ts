/** What an application on the KCL cannot be set to. */
import { GET_RECORDS_RECORDS_MAX } from '../../../kinesis/limits'
import type { RefusalReason } from '../../refusalReasons'
import { PERCENT, PER_THOUSAND, refuseUnlessWhole } from '../../settingBounds'
import {
  CHECKPOINT_INTERVAL_MS,
  CONNECTOR_BUFFER_BYTES,
  CONNECTOR_BUFFER_MS,
  CONNECTOR_BUFFER_RECORDS,
  DISPATCH_POLL_INTERVAL_MS,
  FAILOVER_TIME_MS,
  IDLE_TIME_BETWEEN_READS_MS,
  PARENT_SHARD_POLL_INTERVAL_MS,
  THREADS_PER_WORKER,
  WORKER_COUNT_MAX,
  type ConnectorSettings,
  type KclSettings,
} from './settings'

/** @returns null where nothing is wrong. */
export function kclSettingsProblem(settings: KclSettings): RefusalReason | null {
  const { connector, version, retrieval } = settings
  if (connector !== null && (version === '3.x' || retrieval === 'fanOut')) return { key: 'connectorLibrary', values: {} }
  return (
    refuseUnlessWhole('kcl.failoverTimeMs', settings.failoverTimeMs, FAILOVER_TIME_MS) ??
    refuseUnlessWhole('kcl.dispatchPollIntervalMs', settings.dispatchPollIntervalMs, DISPATCH_POLL_INTERVAL_MS) ??
    refuseUnlessWhole('kcl.workerCount', settings.workerCount, { min: 0, max: WORKER_COUNT_MAX }) ??
    refuseUnlessWhole('kcl.threadsPerWorker', settings.threadsPerWorker, THREADS_PER_WORKER) ??
    refuseUnlessWhole('kcl.parentShardPollIntervalMs', settings.parentShardPollIntervalMs, PARENT_SHARD_POLL_INTERVAL_MS) ??
    refuseUnlessWhole('kcl.idleTimeBetweenReadsMs', settings.idleTimeBetweenReadsMs, IDLE_TIME_BETWEEN_READS_MS) ??
    refuseUnlessWhole('kcl.checkpointIntervalMs', settings.checkpointIntervalMs, CHECKPOINT_INTERVAL_MS) ??
    refuseUnlessWhole('kcl.maxRecords', settings.maxRecords, { min: 1, max: GET_RECORDS_RECORDS_MAX }) ??
    refuseUnlessWhole('kcl.exceptionsPerThousand', settings.faults.exceptionsPerThousand, PER_THOUSAND) ??
    (connector === null ? null : problemOfConnector(connector))
  )
}

function problemOfConnector({ keptPercent, bufferRecordsMax, bufferBytesMax, bufferMsMax, emitFailsPercent }: ConnectorSettings): RefusalReason | null {
  return (
    refuseUnlessWhole('kcl.keptPercent', keptPercent, PERCENT) ??
    refuseUnlessWhole('kcl.bufferRecordsMax', bufferRecordsMax, CONNECTOR_BUFFER_RECORDS) ??
    refuseUnlessWhole('kcl.bufferBytesMax', bufferBytesMax, CONNECTOR_BUFFER_BYTES) ??
    refuseUnlessWhole('kcl.bufferMsMax', bufferMsMax, CONNECTOR_BUFFER_MS) ??
    refuseUnlessWhole('kcl.emitFailsPercent', emitFailsPercent, PERCENT)
  )
}
