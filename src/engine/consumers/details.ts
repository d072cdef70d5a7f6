/** What can be seen of an application when somebody inspects it: plain data for the page, by kind. */
import type { FirehoseDetails } from './firehose/details'
import type { FlinkReaderDetails } from './flink/details'
import type { KclDetails } from './kcl/details'
import type { LambdaDetails } from './lambda/details'
import type { SdkReaderDetails } from './sdk/details'

export type ApplicationDetails = KclDetails | SdkReaderDetails | LambdaDetails | FirehoseDetails | FlinkReaderDetails
