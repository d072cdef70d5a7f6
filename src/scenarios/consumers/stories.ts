/** The stories of consumers by their names, fetched together. */
import type { Scenario } from '../../engine/scenario'
import { childrenTooSoon } from './childrenTooSoon'
import { connectorAndFirehose } from './connectorAndFirehose'
import { countInWindows } from './countInWindows'
import { crashAndCheckpoint } from './crashAndCheckpoint'
import { deliverToS3 } from './deliverToS3'
import { exceptionsAndZombies } from './exceptionsAndZombies'
import { functionInParallel } from './functionInParallel'
import { functionLimits } from './functionLimits'
import { leasesTwoWays } from './leasesTwoWays'
import { manyReaders } from './manyReaders'
import { poisonRecord } from './poisonRecord'
import { pollingAndFanOut } from './pollingAndFanOut'
import { twoFlinkSources } from './twoFlinkSources'

export const consumerStories: Readonly<Record<string, Scenario>> = {
  manyReaders,
  pollingAndFanOut,
  childrenTooSoon,
  crashAndCheckpoint,
  leasesTwoWays,
  exceptionsAndZombies,
  poisonRecord,
  functionInParallel,
  functionLimits,
  deliverToS3,
  countInWindows,
  twoFlinkSources,
  connectorAndFirehose,
}
