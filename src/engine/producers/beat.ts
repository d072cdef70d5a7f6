/** What falls due for a producer: its beat, and what it has promised itself. */
import type { Environment } from '../environment'
import type { Sink } from '../sink'
import type { World } from '../state'
import { kindNamed } from './kinds'
import { makesTraffic } from './lifecycle'
import { planBeat } from './planBeat'
import type { Producer, ProducerTimer } from './producer'

export function runProducerTick(world: World, environment: Environment, producer: Producer, sink: Sink): void {
  producer.beat.isPlanned = false
  if (!makesTraffic(producer)) return
  planBeat(world, producer)
  kindNamed(environment, producer.kind).tick(world, environment, producer, sink)
}

export function runProducerTimer(world: World, environment: Environment, producer: Producer, { life, timer }: { life: number; timer: ProducerTimer }, sink: Sink): void {
  if (life === producer.life) kindNamed(environment, producer.kind).timer(world, environment, producer, timer, sink)
}
