/** Joins the river to the stores and actions of the page: its acts become the service's own commands. */
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
  const { summary, speed, playing } = useWorld(useShallow((world) => ({ summary: world.summary, speed: world.speed, playing: world.playing })))
  const look = useView(
    useShallow(({ ageSpanMs, hashTopFrom, hashTopTo, followedKey, highlightedShardId, tracedEvents }) => ({ ageSpanMs, hashTopFrom, hashTopTo, followedKey, highlightedShardId, tracedEvents })),
  )

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
      case 'inspect':
        setView({ highlightedShardId: act.shardId, rightPanel: 'lineage' })
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
      theme={theme}
      textPx={textPx}
      captions={captions}
      onAct={onAct}
      onInspect={onInspect}
    />
  )
}
