/** A job for Managed Service for Apache Flink (formerly Kinesis Data Analytics) that writes its windows to a stream. Source: facts C, I. */

export interface FlinkSettings {
  kind: 'flink'
  /** Length of its tumbling windows. */
  windowMs: number
  /** `constant`: every window result has the same one. */
  partitionKey: 'key' | 'constant'
  /** KinesisStreamsSink. */
  maxBatchSize: number
  maxInFlightRequests: number
  maxBufferedRequests: number
  maxTimeInBufferMs: number
  failOnError: boolean
  requestTimeoutMs: number
}

export const FLINK_DEFAULTS: FlinkSettings = {
  kind: 'flink',
  windowMs: 10_000,
  partitionKey: 'key',
  maxBatchSize: 500,
  maxInFlightRequests: 50,
  maxBufferedRequests: 10_000,
  maxTimeInBufferMs: 5_000,
  failOnError: false,
  // Our sample job's choice: unless told otherwise the connector's HTTP client reads for 6 minutes (FLK AWSGeneralUtil).
  requestTimeoutMs: 10_000,
}
