/** Reads a subscription until it has told of records or of its end, and gives that in one piece. */
import type { ChildShard, _Record as KinesisRecord, SubscribeToShardCommandOutput } from '@aws-sdk/client-kinesis'
import type { Told } from './case'
import type { Voice } from './voices'

/** An idle subscription has nothing to tell; kinesis-local sends an event a second, AWS one about every five. */
const EVENTS_MAX = 2
const NUDGES_MAX = 400
const NUDGE_MS = 1000

export async function readEvents(voice: Voice, { EventStream }: SubscribeToShardCommandOutput): Promise<Told> {
  if (EventStream === undefined) return { EventStream: 'none' }
  const Records: KinesisRecord[] = []
  let last: { ContinuationSequenceNumber?: string | undefined; ChildShards?: ChildShard[] | undefined } = {}
  let [open, events] = [true, 0]
  const time = (async () => {
    for (let nudge = 0; open && nudge < NUDGES_MAX; nudge++) await voice.pass?.(NUDGE_MS)
  })()
  try {
    for await (const { SubscribeToShardEvent } of EventStream) {
      if (SubscribeToShardEvent === undefined) continue
      events++
      last = SubscribeToShardEvent
      Records.push(...(SubscribeToShardEvent.Records ?? []))
      if (Records.length > 0 || last.ChildShards !== undefined || events === EVENTS_MAX) break
    }
  } finally {
    open = false
    await time
  }
  return { Records, ChildShards: last.ChildShards, continues: last.ContinuationSequenceNumber !== undefined }
}
