/** The SDK's kind of producer is always there; a host loads the others when a run has one. */
import type { Environment, ProducerActs } from '../environment'
import type { Producer } from './producer'
import { sdkKind } from './sdk/sdkProducer'
import type { ProducerKindName } from './settings'

/** Any producer of its kind may be handed to it; the type of one is enough for its callers. */
export function kindNamed(environment: Environment, name: ProducerKindName): ProducerActs<Producer> {
  return (name === 'sdk' ? sdkKind : environment.producers[name]) as unknown as ProducerActs<Producer>
}
