/** What can be set of a Managed Service for Apache Flink application that counts records by key. */
import type { CommonSettings, Retrieval } from '../commonSettings'

export interface FlinkReaderSettings extends CommonSettings {
  kind: 'flink'
  retrieval: Retrieval
  initialPosition: 'TRIM_HORIZON' | 'LATEST'
  /** Subtasks of the source; independent of the number of shards. */
  parallelism: number
  window: { kind: 'tumbling'; sizeMs: number } | { kind: 'sliding'; sizeMs: number; slideMs: number }
  /** How far the watermark stays behind the largest event time. */
  outOfOrdernessMs: number
  /** A subtask without records for so long no longer holds the watermark back; 0: it always does, the default. */
  idlenessMs: number
  checkpointIntervalMs: number
  minPauseBetweenCheckpointsMs: number
  shardDiscoveryIntervalMs: number
  /** The one before took aggregates apart and kept no order among shards: deprecated, and gone from connector 6.0 (FLINK-37687). */
  source: 'KinesisStreamsSource' | 'FlinkKinesisConsumer'
  /** Where its counts go; null: nowhere. */
  outputStreamName: string | null
}

/** Source: KDA, FLK. */
export const FLINK_READER_DEFAULTS: Omit<FlinkReaderSettings, 'name'> = {
  kind: 'flink',
  workUs: 50,
  deduplication: null,
  retrieval: 'polling',
  initialPosition: 'LATEST',
  parallelism: 1,
  window: { kind: 'tumbling', sizeMs: 10_000 },
  outOfOrdernessMs: 0,
  idlenessMs: 0,
  checkpointIntervalMs: 60_000,
  minPauseBetweenCheckpointsMs: 5_000,
  shardDiscoveryIntervalMs: 10_000,
  source: 'KinesisStreamsSource',
  outputStreamName: null,
}
