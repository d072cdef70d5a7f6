/** Where the mapping is at work: one shard of the stream, and what the mapping remembers of it. */
import type { Sink } from '../../sink'
import type { Shard, Stream, World } from '../../state'
import { setTimer } from '../setTimer'
import type { LambdaApplication, LambdaShard, LambdaSlot } from './model'

export interface Place {
  world: World
  application: LambdaApplication
  stream: Stream
  /** The stream's. */
  stored: Shard
  /** The mapping's. */
  shard: LambdaShard
  sink: Sink
}

/** The slot waits for this and nothing else. */
export function setSlotTimer({ world, application, shard }: Omit<Place, 'stream' | 'stored' | 'sink'>, slot: LambdaSlot, dueUs: number): void {
  slot.timerNumber = ++application.timersSet
  slot.timerDueUs = dueUs
  setTimer(world, application, dueUs, { kind: 'lambda', due: 'slot', shardIndex: shard.shardIndex, timerNumber: slot.timerNumber })
}
