/** What falls due for a producer: its beat, and what it has promised itself. */
import { schedule } from '../agenda'
import type { Environment } from '../environment'
import type { Sink } from '../sink'
import type { World } from '../state'
import { LINGER_US } from './core'
import { kindNamed } from './kinds'
import { makesTraffic } from './lifecycle'
import type { Producer, ProducerTimer } from './producer'

/** The beat goes on through a stop or a crash, so that whoever comes back stands where it stood. */
export function runProducerTick(world: World, environment: Environment, producer: Producer, sink: Sink): void {
  schedule(world.agenda, world.nowUs + LINGER_US, { type: 'ProducerTick', producerIndex: producer.producerIndex })
  if (makesTraffic(producer)) kindNamed(environment, producer.kind).tick(world, environment, producer, sink)
}

export function runProducerTimer(world: World, environment: Environment, producer: Producer, { life, timer }: { life: number; timer: ProducerTimer }, sink: Sink): void {
  if (life === producer.life) kindNamed(environment, producer.kind).timer(world, environment, producer, timer, sink)
}
