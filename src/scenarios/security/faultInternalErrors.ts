/** AWS FIS answers one producer's puts with InternalFailure, all of them for a minute: its records wait and are stored afterwards, or are given up; others, and readers, notice nothing. */
import type { Scenario } from '../../engine/scenario'
import { billing, experiment, ORDERS, stage } from './stage'

export const faultInternalErrors: Scenario = {
  ...stage,
  id: 'fault-internal-errors',
  openAtMs: 40_000,
  commands: [billing, experiment(30, 'aws:fis:inject-api-internal-error', { service: 'kinesis', percentage: '100', operations: 'PutRecords,PutRecord' }, { callers: [ORDERS] })],
}
