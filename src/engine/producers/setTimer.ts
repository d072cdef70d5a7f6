/** What a producer promises itself; void once it has crashed. */
import type { SimUs } from '../../base/units'
import { schedule } from '../agenda'
import type { World } from '../state'
import type { Producer, ProducerTimer } from './producer'

export function setTimer(world: World, { producerIndex, life }: Producer, dueUs: SimUs, timer: ProducerTimer): void {
  schedule(world.agenda, dueUs, { type: 'ProducerTimer', producerIndex, life, timer })
}
