/** The applications of a world: what is common to all, and what each kind remembers for itself. */
import type { FirehoseApplication, FirehoseTimer } from './firehose/model'
import type { FlinkApplication, FlinkReaderTimer } from './flink/model'
import type { KclApplication } from './kcl/model'
import type { LambdaApplication, LambdaTimer } from './lambda/model'
import type { SdkApplication, SdkReaderTimer } from './sdk/model'

export type Application = KclApplication | SdkApplication | LambdaApplication | FirehoseApplication | FlinkApplication

/** What an application has promised itself to do. The KCL's workers have tasks of their own. */
export type ApplicationTimer = SdkReaderTimer | LambdaTimer | FirehoseTimer | FlinkReaderTimer
