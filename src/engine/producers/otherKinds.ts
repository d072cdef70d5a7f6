/** Every kind of producer but the plain SDK application, and what that needs to compress, for hosts to load when a run has one. */
import type { Environment } from '../environment'
import { agentKind } from './agent/agentProducer'
import { cloudWatchLogsKind } from './cloudWatchLogs/cloudWatchLogsProducer'
import { flinkKind } from './flink/flinkProducer'
import { iotKind } from './iot/iotProducer'
import { kplKind } from './kpl/kplProducer'
import { collectPacked, sendPack } from './sdk/packs'

export const otherKinds: Environment['producers'] = {
  kpl: kplKind,
  agent: agentKind,
  cloudWatchLogs: cloudWatchLogsKind,
  iot: iotKind,
  flink: flinkKind,
  packs: { collectPacked, sendPack },
}
