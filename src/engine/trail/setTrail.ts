/** Switches a trail's data events on and off; what it has recorded stays. */
import type { AccountCommand } from '../commands'
import { findStream } from '../naming'
import type { RefusalReason } from '../refusalReasons'
import { tell, type Sink } from '../sink'
import type { World } from '../state'

/** @returns why it could not be done; null when it was. */
export function setTrail(world: World, { dataEvents, streamName }: Extract<AccountCommand, { type: 'SetTrail' }>, sink: Sink): RefusalReason | null {
  const { trail } = world.guards
  if (streamName !== undefined && findStream(world, streamName) === null) return { key: 'noStreamNamed', values: { stream: streamName } }
  trail.dataEvents = dataEvents
  trail.dataStreamName = dataEvents ? (streamName ?? null) : null
  tell(world, sink, { kind: 'TrailChanged', dataEvents, ...(trail.dataStreamName === null ? {} : { streamName: trail.dataStreamName }) })
  return null
}
