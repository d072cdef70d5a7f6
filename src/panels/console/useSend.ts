/** Sends the draft that is on the screen, and follows what it subscribes to. */
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { useActions, useWorld, useWorldNow } from '../../store/hooks'
import { canSend, consoleStore } from './consoleStore'
import { defaultDraft } from './defaultDraft'
import { seenOf } from './seen'
import { sendCall } from './sentCall'
import { followSubscription } from './subscription'

export function useDraftInput() {
  const { operation, drafts } = useStore(consoleStore)
  const summary = useWorld((world) => world.summary)
  const events = useWorld((world) => world.events)
  const seen = useMemo(() => seenOf(summary, events), [summary, events])
  const own = drafts[operation]
  return { draft: own ?? defaultDraft(operation, seen), isTouched: own !== undefined, seen }
}

export function useSend(): () => Promise<void> {
  const { draft } = useDraftInput()
  const { call, onSubscription } = useActions()
  const worldNow = useWorldNow()
  return async () => {
    const { operation } = consoleStore.getState()
    if (!canSend(consoleStore.getState())) return
    const stop = new AbortController()
    const { summary, atMs } = worldNow()
    consoleStore.setState({ isSending: true })
    try {
      const sent = await sendCall({ operation, input: draft, call, onSubscription, epochMs: (summary?.epochMs ?? 0) + atMs, signal: stop.signal })
      consoleStore.setState({ sent })
      if (sent.outcome.kind !== 'accepted' || sent.outcome.events === null) return
      const { shownOf } = await import('./sdkCall')
      void followSubscription({ shardId: typeof draft['ShardId'] === 'string' ? draft['ShardId'] : '', events: sent.outcome.events, atMs: () => sent.pushedAtMs.shift() ?? worldNow().atMs, shown: shownOf, stop })
    } finally {
      consoleStore.setState({ isSending: false })
    }
  }
}
