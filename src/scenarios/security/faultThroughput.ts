/** AWS FIS answers half of all puts and reads of a stream with ProvisionedThroughputExceededException, although it is nearly idle: clients that try again lose nothing, one that does not loses records. */
import { SDK_DEFAULTS } from '../../engine/producers/sdk/settings'
import type { Scenario } from '../../engine/scenario'
import { bring } from '../producers/stage'
import { billing, experiment, stage } from './stage'

const workload = stage.producers.workload

export const faultThroughput: Scenario = {
  ...stage,
  id: 'fault-throughput',
  openAtMs: 40_000,
  producers: { count: 0, workload },
  commands: [
    bring(SDK_DEFAULTS, workload),
    bring({ ...SDK_DEFAULTS, retryMode: 'none', failedEntries: 'giveUp' }, workload),
    billing,
    experiment(30, 'aws:kinesis:stream-provisioned-throughput-exception', { percentage: '50' }),
  ],
}
