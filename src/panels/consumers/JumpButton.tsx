/** Takes playback to the instant at which a promise was first broken, and lights the shard. */
import { useTranslation } from 'react-i18next'
import { useActions, useSetView, useWorld } from '../../store/hooks'
import { clockText } from '../../strings/formats'
import controls from '../../widgets/controls.module.css'
import type { BrokenPromise } from './promises'

export function JumpButton({ promise: { application, check, first } }: { promise: BrokenPromise }) {
  const { t } = useTranslation('consumers')
  const actions = useActions()
  const setView = useSetView()
  // A service's clock cannot be turned back.
  const isLive = useWorld((world) => world.live !== null)
  const clock = clockText(first.atMs).slice(0, -4)
  if (isLive) return <span>{clock}</span>
  const jump = () => {
    actions.pause()
    actions.goTo(first.atMs)
    setView({ highlightedShardId: first.shardId })
  }
  return (
    <button type="button" className={controls.toggle} aria-label={t('promises.jumpTo', { clock, name: application, promise: t(`check.${check}.name`) })} onClick={jump}>
      {t('promises.jump', { clock })}
    </button>
  )
}
