/** The river with its overlays: canvas, lane menu, tooltip, captions, merge preview and text twin. */
import { useMemo, useState } from 'react'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { InspectedRecord } from '../bridge/protocol'
import type { ArrivalColumns } from '../engine/frame'
import type { Summary } from '../engine/summary'
import { formatShardId, parseShardId } from '../kinesis/shardId'
import { AGE_SPAN_DEFAULT_MS, HASH_TOP_MAX } from '../store/viewStore'
import type { ViewState } from '../store/viewStore'
import { late } from '../widgets/Late'
import { loadStrings } from '../strings/strings'
import { longestSpanMs } from './fastSpan'
import { layoutRiver } from './layout'
import type { Scale } from './layout'
import type { ProducerOpening } from './ProducerMenu'
import type { RiverCaption } from './captionPlaces'
import type { LaneMenu } from './RiverMenu'
import { sayProducer } from './producerWords'
import { DARK_RIVER_THEME, LIGHT_RIVER_THEME } from './riverTheme'
import { RiverCaptions } from './RiverCaptions'
import { RiverConsumers } from './RiverConsumers'
import { RiverTextTwin } from './RiverTextTwin'
import { RiverZoomButtons } from './RiverZoomButtons'
import { shardWritePercents } from './shardWriteUse'
import type { CssPixels, Place, PlaceWithin, RiverAct, RiverView, WindowRequest } from './riverView'
import { NO_NOTES, riverLabels, riverNotes } from './riverWords'
import { sayDuration } from './sayDuration'
import { useAtMost } from './useAtMost'
import { useFastSpan } from './useFastSpan'
import { useNearestRecord } from './useNearestRecord'
import { useReducedMotion } from './useReducedMotion'
import { useRiverCanvas } from './useRiverCanvas'
import type { RiverFrames } from './useRiverCanvas'
import { useRiverKeys } from './useRiverKeys'
import { useRiverPointer } from './useRiverPointer'
import type { BankHit, LaneOpening, ProducerHit } from './useRiverPointer'
import type { Caught } from './useCatch'
import styles from './River.module.css'

export type RiverLook = Pick<ViewState, 'ageSpanMs' | 'hashTopFrom' | 'hashTopTo' | 'followedKey' | 'highlightedShardId' | 'tracedEvents'>

export interface RiverProps {
  frames: RiverFrames
  requestWindow: (request: WindowRequest) => Promise<ArrivalColumns | null>
  summary: Summary | null
  look: RiverLook
  onLook: (change: Partial<RiverLook>) => void
  /** Virtual seconds a real second. */
  speed: number
  playing: boolean
  /** It can be stopped: a service's clock cannot. */
  canHold: boolean
  theme: 'light' | 'dark'
  textPx: CssPixels
  captions: readonly RiverCaption[]
  onAct: (act: RiverAct) => void
  /** The clock stands still while the menu of something that passes quickly is open. */
  onHold: (holds: boolean) => void
  /** The stored record nearest to a place, or null. */
  onInspect: (place: PlaceWithin) => Promise<InspectedRecord | null>
}

/** What the river says when it is asked. */
const RiverMenu = late(async () => (await import('./RiverMenu')).RiverMenu, 'over')
const ProducerMenu = late(async () => (await import('./ProducerMenu')).ProducerMenu, 'over')
const RiverTip = late(async () => {
  const [{ RiverTip: tip }] = await Promise.all([import('./RiverTip'), loadStrings('riverTip')])
  return tip
}, 'nowhere')

const MergePreview = late(async () => (await import('./RiverPreviews')).MergePreview, 'nowhere')
const SplitPreview = late(async () => (await import('./RiverPreviews')).SplitPreview, 'nowhere')

const TEXT_EVERY_MS = 500
const INSPECT_REACH_PX = 8

export function River({ frames, requestWindow, summary, look, onLook, speed, playing, canHold, theme: themeName, textPx, captions, onAct, onHold, onInspect }: RiverProps): ReactElement {
  const { t, i18n } = useTranslation('river')
  const motion = useReducedMotion()
  const { ageSpanMs, hashTopFrom, hashTopTo, followedKey, highlightedShardId, tracedEvents } = look
  const highlightedShardIndex = highlightedShardId === null ? null : parseShardId(highlightedShardId)
  const [opening, setOpening] = useState<ProducerOpening | null>(null)
  const [chosenProducer, setChosenProducer] = useState<number | null>(null)
  const [caught, setCaught] = useState<Caught | null>(null)
  const held = opening?.request ?? caught?.hit ?? null
  const isHeldOnTheRun = held !== null && held.atMs !== null
  const highlightedProducerIndex = opening?.producerIndex ?? chosenProducer
  const hasConsumers = summary !== null && summary.applications.length > 0
  const view: RiverView = useMemo(
    () => ({
      ageSpanMs,
      hashTopFrom,
      hashTopTo,
      followedKey,
      highlightedShardIndex,
      tracedShardIndexes: shardIndexesOf(tracedEvents),
      highlightedProducerIndex,
      hasConsumers,
      held,
      speed,
      motion,
      // What is held stays where it was pointed at.
      playing: playing || isHeldOnTheRun,
    }),
    [ageSpanMs, hashTopFrom, hashTopTo, followedKey, highlightedShardIndex, tracedEvents, highlightedProducerIndex, hasConsumers, held, isHeldOnTheRun, speed, playing, motion],
  )
  const theme = useMemo(() => ({ ...(themeName === 'dark' ? DARK_RIVER_THEME : LIGHT_RIVER_THEME), textPx }), [themeName, textPx])
  const ageSpanMsMax = longestSpanMs(summary?.stream.retentionPeriodHours)
  const isWidened = useFastSpan({ speed, ageSpanMs, ageSpanMsMax, onSpan: (next) => onLook({ ageSpanMs: next }) })
  const labels = useMemo(() => {
    const words = riverLabels(t, i18n.language)
    return isWidened ? { ...words, axes: t('axesWidened', { span: sayDuration({ labels: words, numbers: new Intl.NumberFormat(i18n.language) }, ageSpanMs) }) } : words
  }, [t, i18n.language, isWidened, ageSpanMs])
  const notes = useMemo(() => (summary === null ? NO_NOTES : riverNotes(t, summary)), [t, summary])
  const twin = useAtMost(summary, TEXT_EVERY_MS)
  const [menu, setMenu] = useState<LaneMenu | null>(null)
  const { stageRef, riverRef, size } = useRiverCanvas({ frames, requestWindow, view, theme, labels, notes })
  const geometry = useMemo(() => (size === null ? null : layoutRiver(size, textPx, hasConsumers)), [size, textPx, hasConsumers])

  function onScale(change: Partial<Scale>): void {
    onLook(change)
  }

  function onHighlight(shardIndex: number | null): void {
    onLook({ highlightedShardId: shardIndex === null ? null : formatShardId(shardIndex) })
  }

  function onReset(): void {
    onLook({ ageSpanMs: AGE_SPAN_DEFAULT_MS, hashTopFrom: 0, hashTopTo: HASH_TOP_MAX })
  }

  function within(place: Place): PlaceWithin {
    const width = geometry === null ? 1 : geometry.plotRight - geometry.plotLeft
    const height = geometry === null ? 1 : geometry.plotBottom - geometry.plotTop
    return {
      ...place,
      withinMs: (INSPECT_REACH_PX / width) * ageSpanMs,
      withinHashTop: Math.round((INSPECT_REACH_PX / height) * (hashTopTo - hashTopFrom)),
    }
  }

  function onLane({ hit, point, origin }: LaneOpening): void {
    const shard = summary?.shards.find((row) => row.shardIndex === hit.shardIndex)
    const place = hit.kind === 'gate' ? riverRef.current?.placeOf(point) : hit.place
    if (shard === undefined || place === null || place === undefined) return
    setMenu({ point, place, shard, origin, record: null })
    void onInspect(within(place)).then((record) => {
      if (record !== null) setMenu((open) => (open?.point === point ? { ...open, record } : open))
    })
  }

  function closeMenu(): void {
    setMenu(null)
    stageRef.current?.focus()
  }

  function onProducer({ hit, point }: ProducerHit): void {
    const writer = summary?.writers.find(({ producerIndex }) => producerIndex === hit.producerIndex)
    if (writer !== undefined) return onAct({ type: 'inspectApplication', application: writer.name })
    setOpening({ point, producerIndex: hit.producerIndex, request: hit.kind === 'flight' ? hit : null })
    setCaught(null)
    onHold(true)
  }

  function onCatch(next: Caught | null): void {
    setCaught(next)
    onHold(next !== null)
  }

  function closeProducer(): void {
    setOpening(null)
    onHold(false)
    stageRef.current?.focus()
  }

  function onMerge({ upperShardIndex, lowerShardIndex }: BankHit): void {
    onAct({ type: 'merge', shardId: formatShardId(upperShardIndex), adjacentShardId: formatShardId(lowerShardIndex) })
  }

  const scale: Scale = { ageSpanMs, hashTopFrom, hashTopTo }
  const pointer = useRiverPointer({ stageRef, riverRef, caught, canHold: canHold && playing && opening === null, onCatch, scale, ageSpanMsMax, onScale, onHighlight, onLane, onProducer, onMerge })
  const onKeyDown = useRiverKeys({ riverRef, scale, ageSpanMsMax, highlightedShardIndex, chosenProducer, onScale, onReset, onHighlight, onChoose: setChosenProducer, onLane, onProducer, onCancel: pointer.cancel })
  const records = useNearestRecord(pointer.hover, { within, onInspect })
  const openShards = summary?.stream.openShardCount ?? 0
  const openedProducer = summary?.producers.find((row) => row.producerIndex === opening?.producerIndex)
  const chosen = chosenProducer === null || summary === null ? undefined : sayProducer(t, summary, chosenProducer)
  const highlighted = summary?.shards.find((shard) => shard.shardId === highlightedShardId) ?? null

  return (
    <section className={styles.river} style={{ '--river-text': `${textPx}px` }} aria-label={t('regionName')}>
      <div
        ref={stageRef}
        className={styles.stage}
        role="application"
        tabIndex={0}
        aria-label={t('pictureName', { shards: openShards })}
        onKeyDown={onKeyDown}
        onDoubleClick={onReset}
        {...pointer.handlers}
      />
      {geometry !== null && pointer.merge !== null && <MergePreview drag={pointer.merge} geometry={geometry} />}
      {geometry !== null && menu !== null && menu.origin === 'pointer' && <SplitPreview y={menu.point.y} geometry={geometry} />}
      {geometry !== null && summary !== null && captions.length > 0 && <RiverCaptions captions={captions} summary={summary} geometry={geometry} scale={scale} onWhy={(shardId) => onAct({ type: 'diagnose', shardId })} />}
      {geometry !== null && summary !== null && pointer.hover !== null && menu === null && opening === null && (
        <RiverTip hover={pointer.hover} records={records} summary={summary} size={geometry} />
      )}
      {menu !== null && summary !== null && (
        <RiverMenu menu={menu} summary={summary} onAct={onAct} onClose={closeMenu} />
      )}
      {opening !== null && openedProducer !== undefined && (
        <ProducerMenu menu={opening} producer={openedProducer} onAct={onAct} onClose={closeProducer} />
      )}
      {geometry !== null && summary !== null && hasConsumers && <RiverConsumers applications={summary.applications} geometry={geometry} onAct={onAct} />}
      <RiverZoomButtons geometry={geometry} scale={scale} ageSpanMsMax={ageSpanMsMax} onScale={onScale} onReset={onReset} />
      <p className={styles.hidden} aria-live="polite">
        {chosen ?? ''}
        {highlighted === null ? '' : t('lane', { shard: highlighted.shardId, state: t(`twin.${highlighted.state}`), percent: shardWritePercents(highlighted).percent })}
      </p>
      {twin !== null && <RiverTextTwin summary={twin} />}
    </section>
  )
}

function shardIndexesOf(events: RiverLook['tracedEvents']): ReadonlySet<number> {
  return new Set(events.flatMap((event) => (event.kind === 'ShardOpened' || event.kind === 'ShardClosed' ? [parseShardId(event.shardId) ?? -1] : [])))
}
