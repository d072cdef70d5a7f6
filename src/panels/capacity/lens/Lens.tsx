/** The lens: one second or one minute, of the stream or of a shard, so that a burst is seen to hide in a mean. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LensView } from '../../../engine/cloudWatch/metricsView'
import { useWorld } from '../../../store/hooks'
import { clockText, useFormats } from '../../../strings/formats'
import { Segments } from '../../settings/Segments'
import { SelectSetting } from '../../settings/SelectSetting'
import sheet from '../../sheet/Sheet.module.css'
import { shortShardId } from '../../shardName'
import { highestOf, type Plot, type PlotLine } from '../plot/plot'
import { PlotFigure } from '../plot/PlotFigure'
import { useMetrics } from '../useCapacity'
import { LENS_LOOKS, lensRows, lensScale, tellingMinute, type LensLook } from './lensPlot'

const STREAM = ''
const LIMIT_DASH = '5 4'
/** A scale that goes no further shows nothing beyond the limit. */
const BURST_SCALE_MAX = 1.15

export function Lens({ streamName }: { streamName: string }) {
  const { t } = useTranslation('cloudWatch')
  const { percent } = useFormats()
  const [look, setLook] = useState<LensLook>('both')
  const [chosen, setChosen] = useState(STREAM)
  const shards = useWorld((world) => world.summary?.shards)
  const open = (shards ?? []).filter(({ state }) => state === 'OPEN').map(({ shardId }) => shardId)
  // A shard that is closed takes nothing more.
  const shardId = open.includes(chosen) ? chosen : null
  const view = useMetrics({ series: [], lens: { streamName, shardId } })?.lens ?? null
  const lines = useLines(look)
  const plot = view === null || view.seconds.records.length === 0 ? null : plotOf(view, lines, t('lens.limit'))
  return (
    <>
      <Segments label={t('lens.look')} names={LENS_LOOKS} chosen={look} say={(name) => t(`lens.looks.${name}`)} onChoose={setLook} />
      <PlotFigure title={t('lens.title')} axis={t('lens.axis')} plot={plot} sayAxis={percent}>
        <Reading view={view} />
        {plot === null || plot.yMax <= BURST_SCALE_MAX ? null : <p className={sheet.hint}>{t('lens.beyond')}</p>}
      </PlotFigure>
      <SelectSetting name={t('lens.of')} help={t('lens.means')} names={[STREAM, ...open]} chosen={shardId ?? STREAM} say={(name) => (name === STREAM ? t('lens.stream', { stream: streamName }) : t('lens.shard', { shard: shortShardId(name) }))} onChoose={setChosen} />
    </>
  )
}

function useLines(look: LensLook): PlotLine[] {
  const { t } = useTranslation('cloudWatch')
  const { count, percent } = useFormats()
  const all: (PlotLine & { looks: readonly LensLook[] })[] = [
    { key: 'second', name: t('lens.second'), colour: 'var(--record)', shape: 'line', say: percent, looks: ['both', 'seconds'] },
    { key: 'throttledMark', tableKey: 'throttled', name: t('lens.throttled'), colour: 'var(--fault)', shape: 'marks', say: count, looks: ['both', 'seconds'] },
    { key: 'minute', name: t('lens.minute'), colour: 'var(--app-text-1)', shape: 'steps', dash: '7 3', say: percent, looks: ['both', 'minutes'] },
  ]
  return all.filter(({ looks }) => looks.includes(look))
}

function plotOf(view: LensView, lines: PlotLine[], limitName: string): Plot {
  const rows = lensRows(view)
  const levels = [{ value: 1, name: limitName, colour: 'var(--fault)', dash: LIMIT_DASH }]
  const { fromMs, records } = view.seconds
  return { rows, lines, levels, fromMs, toMs: fromMs + records.length * 1_000, ...lensScale(highestOf({ rows, lines, levels: [] })) }
}

/** A mean nearer to the limit hides nothing. */
const PLAINLY_BELOW = 0.95

function Reading({ view }: { view: LensView | null }) {
  const { t } = useTranslation('cloudWatch')
  const { count, percent } = useFormats()
  const minute = view === null ? null : tellingMinute(view.minutes)
  if (view === null || view.seconds.records.length === 0) return <p>{t('lens.nothing')}</p>
  if (minute === null) return <p>{t('lens.noMinute', { seconds: count(view.secondsThrottled) })}</p>
  const { atMs, meanUse, peakUse, throttled, secondsThrottled } = minute
  const said = { clock: clockText(atMs).slice(0, -4), mean: percent(meanUse), peak: percent(peakUse) }
  if (throttled === 0) return <p>{t('lens.calm', said)}</p>
  return (
    <>
      <p>{t('lens.burst', { ...said, seconds: count(secondsThrottled), records: count(throttled) })}</p>
      {meanUse < PLAINLY_BELOW ? <p className={sheet.remark}>{t('lens.hides', said)}</p> : null}
    </>
  )
}
