/** The next beat of a producer's ticks: whoever was silent comes back in its old step. */
import { schedule } from '../agenda'
import type { World } from '../state'
import { LINGER_US, type ProducerCore } from './core'

export function planBeat(world: World, { producerIndex, beat }: ProducerCore): void {
  if (beat.isPlanned) return
  if (beat.dueUs <= world.nowUs) beat.dueUs += LINGER_US * (Math.floor((world.nowUs - beat.dueUs) / LINGER_US) + 1)
  beat.isPlanned = true
  schedule(world.agenda, beat.dueUs, { type: 'ProducerTick', producerIndex })
}
