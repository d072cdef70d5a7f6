/** What can be seen of a producer when somebody inspects it: plain data for the page, by kind. */
import type { AgentDetails } from './agent/details'
import type { CloudWatchLogsDetails } from './cloudWatchLogs/details'
import type { FlinkDetails } from './flink/details'
import type { IotDetails } from './iot/details'
import type { KplDetails } from './kpl/details'
import type { SdkDetails } from './sdk/details'

export type ProducerDetails = SdkDetails | KplDetails | AgentDetails | CloudWatchLogsDetails | IotDetails | FlinkDetails
