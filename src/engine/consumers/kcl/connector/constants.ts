/** Of the Kinesis Connector Library 1.3.0, whose settings are in `ConnectorSettings`. Source: `KinesisConnectorConfiguration`, `KinesisConnectorRecordProcessor`. */
import { US_PER_MS, US_PER_SECOND } from '../../../../base/units'

export const EMIT_TRIES_MAX = 3
/** After each failed try, the last one too. */
export const EMIT_BACKOFF_US = 10 * US_PER_SECOND
/** UNVERIFIED, ours: until an object of at most some MiB is in S3, and again until its writer knows. */
export const EMIT_US = { min: 20 * US_PER_MS, max: 80 * US_PER_MS }
/** Ours: the newest are told. */
export const OBJECTS_KEPT_MAX = 200
