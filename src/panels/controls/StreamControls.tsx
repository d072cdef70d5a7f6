/** The stream's shards: one UpdateShardCount for each movement of the slider, as the console does it. */
import { useTranslation } from 'react-i18next'
import { useActions, useSetView, useWorld } from '../../store/hooks'
import { useFormats } from '../../strings/formats'
import type { SliderScale } from '../../widgets/sliderScale'
import controls from '../../widgets/controls.module.css'
import { ControlSlider } from './ControlSlider'
import { shardScale, wantedShardCount } from './shardCount'
import styles from './Controls.module.css'

const OPERATIONS = ['UpdateShardCount'] as const
const EMPTY_SCALE: SliderScale = { min: 1, max: 8, step: 1, kind: 'linear' }

export function StreamControls() {
  const { t } = useTranslation(['controls', 'connect'])
  const { t: tPage } = useTranslation()
  const { count } = useFormats()
  const stream = useWorld((world) => world.summary?.stream)
  const phase = useWorld((world) => world.live?.phase ?? null)
  const wanted = useWorld((world) => wantedShardCount(world.summary?.stream, world.events))
  const { submit } = useActions()
  const setView = useSetView()
  const scenarioId = useWorld((world) => world.scenarioId)
  const showCapacityMode = async () => {
    setView({ rightPanel: 'capacity' })
    const { capacityStore } = await import('../capacity/capacityStore')
    capacityStore.setState({ view: 'mode', scenarioId })
  }
  const isOnDemand = stream?.streamMode === 'ON_DEMAND'
  const open = stream?.openShardCount ?? 0
  const min = stream?.targetShardCountMin ?? 1
  const max = stream?.targetShardCountMax ?? 1
  const explain = (target: number) => {
    if (stream === undefined) return null
    if (isOnDemand) {
      return (
        <>
          {t('shardsOnDemand')}{' '}
          <button type="button" className={styles.link} onClick={() => void showCapacityMode()}>
            {t('shardsOnDemandWay')}
          </button>
        </>
      )
    }
    const accepted = t('shardsRange', { min: count(min), max: count(max), calls: count(stream.updateShardCountCallsLeft) })
    if (target < min || target > max) return t('shardsOutside', { min: count(min), max: count(max) })
    if (target > open) return t('shardsMore', { open: count(open), target: count(target) })
    if (target < open) return t('shardsFewer', { open: count(open), target: count(target) })
    return accepted
  }
  if (stream === undefined && phase !== null) return <p className={styles.hint}>{t(`connect:phase.${phase}`)}</p>
  // Without a stream there is nothing to scale; the river says how to make one.
  if (stream?.streamName === '') return <p className={styles.hint}>{tPage('noStream.title')}</p>
  return (
    <>
      <StreamPicker />
      {stream === undefined ? null : (
        <p className={styles.hint}>
          {t('streamLine', {
            name: stream.streamName,
            status: stream.streamStatus,
            hours: count(stream.retentionPeriodHours),
          })}
        </p>
      )}
      <ControlSlider
        label={t('shards')}
        value={wanted}
        scale={stream === undefined ? EMPTY_SCALE : shardScale({ openShardCount: open, targetShardCountMax: max })}
        marks={[...new Set([min, open, max])]}
        say={(value) => t('shardsValue', { shards: count(value) })}
        explain={explain}
        allowsOutside
        isDisabled={isOnDemand}
        operations={OPERATIONS}
        onCommit={(targetShardCount) => {
          if (stream !== undefined) submit({ type: 'Call', operation: 'UpdateShardCount', input: { StreamName: stream.streamName, TargetShardCount: targetShardCount, ScalingType: 'UNIFORM_SCALING' } })
        }}
      />
    </>
  )
}

/** Where the account has several streams, one of them is watched. */
function StreamPicker() {
  const { t } = useTranslation('controls')
  const { count } = useFormats()
  const watched = useWorld((world) => world.summary?.stream.streamName)
  const streams = useWorld((world) => world.summary?.streams)
  const { watch } = useActions()
  if (streams === undefined || streams.length < 2) return null
  return (
    <label className={styles.pair}>
      <span className={styles.label}>{t('watchedStream')}</span>
      <select className={controls.select} value={watched} onChange={(event) => watch(event.target.value)}>
        {streams.map(({ streamName, openShardCount }) => (
          <option key={streamName} value={streamName}>
            {t('streamOption', { name: streamName, shards: count(openShardCount) })}
          </option>
        ))}
      </select>
    </label>
  )
}
