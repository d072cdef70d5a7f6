/** Joins the river to the stores and actions of the page: its acts become the service's own commands, and ours for producers. */
import { useRef } from 'react'
import type { ReactElement } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { unreachable } from '../base/assert'
import { useActions, useFrames, useSetView, useView, useWorld } from '../store/hooks'
import { River } from './River'
import type { RiverCaption } from './captionPlaces'
import type { CssPixels, PlaceWithin, RiverAct } from './riverView'

interface RiverPanelProps {
  /** As it is shown: `system` has been decided. */
  theme: 'light' | 'dark'
  textPx: CssPixels
  captions: readonly RiverCaption[]
}

export function RiverPanel({ theme, textPx, captions }: RiverPanelProps): ReactElement {
  const frames = useFrames()
  const actions = useActions()
  const setView = useSetView()
  const { summary, speed, playing, isLive } = useWorld(useShallow((world) => ({ summary: world.summary, speed: world.speed, playing: world.playing, isLive: world.live !== null })))
  const look = useView(
    useShallow(({ ageSpanMs, hashTopFrom, hashTopTo, followedKey, highlightedShardId, tracedEvents }) => ({ ageSpanMs, hashTopFrom, hashTopTo, followedKey, highlightedShardId, tracedEvents })),
  )
  const playsOn = useRef(false)
  const acting = useRef(Promise.resolve())

  /** Plays on once what was chosen meanwhile is done. */
  function onHold(holds: boolean): void {
    if (holds && playing) {
      playsOn.current = true
      actions.pause()
    } else if (!holds && playsOn.current) {
      playsOn.current = false
      void acting.current.then(() => actions.play())
    }
  }

  /** One that writes to the stream stands in the panel of the stream that it reads. */
  function showStreamOf(application: string): void {
    const writer = summary?.writers.find(({ name }) => name === application)
    if (writer !== undefined && writer.readsFrom !== summary?.stream.streamName) actions.watch(writer.readsFrom)
  }

  function onAct(act: RiverAct): void {
    const streamName = summary?.stream.streamName
    if (streamName === undefined) return
    switch (act.type) {
      case 'split':
        actions.submit({ type: 'Call', operation: 'SplitShard', input: { StreamName: streamName, ShardToSplit: act.shardId, NewStartingHashKey: act.newStartingHashKey } })
        return
      case 'merge':
        actions.submit({ type: 'Call', operation: 'MergeShards', input: { StreamName: streamName, ShardToMerge: act.shardId, AdjacentShardToMerge: act.adjacentShardId } })
        return
      case 'follow':
        void actions.followKey(act.partitionKey)
        return
      case 'open':
        setView({ openedRecord: act.sequenceNumber })
        return
      case 'inspect':
        setView({ highlightedShardId: act.shardId, rightPanel: 'lineage' })
        return
      case 'diagnose':
        setView({ diagnosed: { shardId: act.shardId } })
        return
      case 'why':
        setView({ whyAsked: { application: act.application, shardId: act.shardId } })
        return
      case 'inspectApplication':
        showStreamOf(act.application)
        setView({ leftPanel: 'consumers', inspectedApplication: act.application })
        return
      case 'crashApplication':
        return actions.submit({ type: 'CrashApplication', application: act.application })
      case 'restartApplication':
        return actions.submit({ type: 'RestartApplication', application: act.application })
      case 'removeApplication':
        return actions.submit({ type: 'RemoveApplication', application: act.application })
      case 'inspectProducer':
        setView({ leftPanel: 'producers', inspectedProducerIndex: act.producerIndex })
        return
      case 'crash':
        return actions.submit({ type: 'CrashProducer', producerIndex: act.producerIndex })
      case 'restart':
        return actions.submit({ type: 'RestartProducer', producerIndex: act.producerIndex })
      case 'remove':
        return actions.submit({ type: 'RemoveProducer', producerIndex: act.producerIndex })
      case 'cutOff':
      case 'reconnect':
        return actions.submit({ type: 'SetPartition', producerIndex: act.producerIndex, isPartitioned: act.type === 'cutOff' })
      case 'lose':
        acting.current = actions.submitAt({ type: 'LoseRequest', producerIndex: act.producerIndex, requestNumber: act.requestNumber, lose: act.lose }, act.atMs)
        return
      case 'delay':
        acting.current = actions.submitAt({ type: 'DelayRequest', producerIndex: act.producerIndex, requestNumber: act.requestNumber, delayMs: act.delayMs }, act.atMs)
        return
      default:
        unreachable(act)
    }
  }

  async function onInspect(place: PlaceWithin) {
    const { record } = await actions.inspect({ kind: 'place', ...place })
    return record
  }

  return (
    <River
      frames={frames}
      requestWindow={(range) => actions.requestWindow(range)}
      summary={summary}
      look={look}
      onLook={setView}
      speed={speed}
      playing={playing}
      canHold={!isLive}
      theme={theme}
      textPx={textPx}
      captions={captions}
      onAct={onAct}
      onHold={onHold}
      onInspect={onInspect}
    />
  )
}
