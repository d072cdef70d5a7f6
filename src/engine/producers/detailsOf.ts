/** Looks at one producer, for whoever inspects it; hosts load this when somebody does. */
import type { Environment } from '../environment'
import type { World } from '../state'
import type { ProducerDetails } from './details'
import type { Producer } from './producer'
import { sdkDetails } from './sdk/details'

/** @returns null where there is no such producer. */
export function producerDetails(world: World, environment: Environment, producerIndex: number): ProducerDetails | null {
  const producer = world.producers[producerIndex] as Producer | undefined
  if (producer === undefined) return null
  switch (producer.kind) {
    case 'sdk':
      return sdkDetails(world, producer)
    case 'kpl':
      return environment.producers.kpl.details(world, producer)
    case 'agent':
      return environment.producers.agent.details(world, producer)
    case 'cloudWatchLogs':
      return environment.producers.cloudWatchLogs.details(world, producer)
    case 'iot':
      return environment.producers.iot.details(world, producer)
    case 'flink':
      return environment.producers.flink.details(world, producer)
  }
}
