/** The producers of a world: what is common to all, and what each kind remembers for itself. */
import type { AgentProducer, AgentTimer } from './agent/model'
import type { CloudWatchLogsProducer, CloudWatchLogsTimer } from './cloudWatchLogs/model'
import type { FlinkProducer, FlinkTimer } from './flink/model'
import type { IotProducer, IotTimer } from './iot/model'
import type { KplProducer, KplTimer } from './kpl/model'
import type { SdkProducer, SdkTimer } from './sdk/model'

export type Producer = SdkProducer | KplProducer | AgentProducer | CloudWatchLogsProducer | IotProducer | FlinkProducer

/** What a producer has promised itself to do. */
export type ProducerTimer = SdkTimer | KplTimer | AgentTimer | CloudWatchLogsTimer | IotTimer | FlinkTimer
