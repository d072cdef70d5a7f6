/** A call as it stands before the door: what a policy is asked about, and what the trail names. */
import type { OperationName } from '../../kinesis/api/types'
import type { ShardIteratorState } from '../fetched'
import type { Stream, StreamConsumer } from '../state'
import type { CallerName, CallOrigin } from './callerName'

export interface AskedCall {
  caller: CallerName
  operation: OperationName
  /** Null: it is about the account, or names a stream that is not there. */
  stream: Stream | null
  /** What policies are asked about, where it is not the stream or the consumer that is there: an ARN, or `*` for the account. */
  resource?: string
  /** For what is asked of a consumer rather than of its stream. */
  consumer?: StreamConsumer
  /** For what is asked of one shard. */
  shardIndex?: number
  /** Of a put by one of the world's own clients: how many. */
  records?: number
  /** From 1, of a client that counts them. */
  attempt?: number
  /** As the API has it, for the trail; absent where the world's own clients put and read without one. */
  input?: Readonly<Record<string, unknown>>
  /** Of GetRecords by one of the world's own clients, for the trail: its iterator, which has a text only there, and its Limit. */
  read?: { iterator: ShardIteratorState; limit: number }
  /** Its iterator or its token stands for nothing: no policy can be asked about it, and the operation says so. */
  isUnreadable?: true
  /** The account whose stream is meant, where it is another one than ours: nothing of it is here. */
  elsewhere?: string
  /** Of a client outside, as its request told; absent: what such a caller has. */
  origin?: CallOrigin
}
