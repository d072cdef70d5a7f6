/** What kinds of applications there are, and what can be set of each. */
import type { FirehoseSettings } from './firehose/settings'
import type { FlinkReaderSettings } from './flink/settings'
import type { KclSettings } from './kcl/settings'
import type { LambdaSettings } from './lambda/settings'
import type { SdkReaderSettings } from './sdk/settings'

export type ApplicationSettings = KclSettings | SdkReaderSettings | LambdaSettings | FirehoseSettings | FlinkReaderSettings

export type ApplicationKindName = ApplicationSettings['kind']

/** Applications that a run may have, those removed included. */
export const APPLICATIONS_EVER_MAX = 64
/** At work at the same time. */
export const APPLICATION_COUNT_MAX = 16
/** For one user record: a minute. */
export const WORK_US_MAX = 60_000_000
