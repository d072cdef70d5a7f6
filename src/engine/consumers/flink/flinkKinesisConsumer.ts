/** FlinkKinesisConsumer, the source before KinesisStreamsSource: which subtask reads a shard. What else differs stands where it is done. */
import { formatShardId } from '../../../kinesis/shardId'
import type { FlinkReaderSettings } from './settings'

export function isFlinkKinesisConsumer({ source }: Pick<FlinkReaderSettings, 'source'>): boolean {
  return source === 'FlinkKinesisConsumer'
}

/** FLK StreamShardHandle, DefaultShardAssignerFactory: the hash code of both names, whatever the shard's range, so some subtasks have many shards and others none. */
export function subtaskByHashCode(streamName: string, shardIndex: number, subtaskCount: number): number {
  const ofStream = (Math.imul(37, 17) + javaHashCode(streamName)) | 0
  const hash = (Math.imul(37, ofStream) + javaHashCode(formatShardId(shardIndex))) | 0
  return Math.abs(hash % subtaskCount)
}

/** String.hashCode of Java. */
export function javaHashCode(text: string): number {
  let hash = 0
  for (let at = 0; at < text.length; at++) hash = (Math.imul(31, hash) + text.charCodeAt(at)) | 0
  return hash
}
