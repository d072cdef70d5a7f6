/** A command of ours with what became of it: refused with a reason that may name a field, or on its way. */
import { useState } from 'react'
import type { Command } from '../../engine/commands'
import type { RefusalReason } from '../../engine/refusalReasons'
import { useActions, useWorld } from '../../store/hooks'
import { useNames } from '../useNames'
import type { RefusalTexts } from '../refusals/refusalTexts'
import { useRefusalTexts } from '../refusals/useRefusalTexts'

export interface SentCommand<Sent extends Command> {
  send: (command: Sent) => void
  /** What was sent last, until `forget`. */
  sent: Sent | null
  /** Why that was refused; null: it was not, or is not answered yet. */
  refusal: { field: string | null; texts: RefusalTexts } | null
  forget: () => void
}

export function useCommand<Sent extends Exclude<Command, { type: 'Call' }>>(type: Sent['type']): SentCommand<Sent> {
  const { submit } = useActions()
  const { ofProducer } = useNames()
  const newest = useWorld(({ events }) => events.findLast((event) => event.kind === 'CommandRefused' && event.command === type) ?? null)
  const [last, setLast] = useState<{ command: Sent; refusedBefore: typeof newest } | null>(null)
  const refused = last !== null && newest !== last.refusedBefore && newest?.kind === 'CommandRefused' ? newest.reason : null
  const say = useRefusalTexts({ isWanted: refused !== null, ofProducer })
  return {
    send: (command) => {
      setLast({ command, refusedBefore: newest })
      submit(command)
    },
    sent: last?.command ?? null,
    refusal: refused === null || say === null ? null : { field: fieldOf(refused), texts: say(refused) },
    forget: () => setLast(null),
  }
}

function fieldOf({ values }: RefusalReason): string | null {
  return 'field' in values ? values.field : null
}
