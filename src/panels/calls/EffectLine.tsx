/** How long a call's effect takes in virtual time, and what happened on the way; each step leads to its instant. */
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useActions, useWorld } from '../../store/hooks'
import type { CallTold } from '../../store/actions'
import { clockText, useFormats } from '../../strings/formats'
import { describeEvent } from '../timeline/describeEvent'
import { useSaidEvent } from '../useNames'
import { effectsOf } from './effects'
import styles from './Calls.module.css'

/** A reshard of many shards tells the same again and again. */
const STEPS_SHOWN_MAX = 12

export function EffectLine({ call, withSteps = false }: { call: CallTold; withSteps?: boolean }) {
  const { t } = useTranslation('calls')
  const say = useSaidEvent()
  const formats = useFormats()
  const actions = useActions()
  const events = useWorld((world) => world.events)
  const atMs = useWorld((world) => world.atMs)
  const { status, endedAtMs, events: steps } = useMemo(() => effectsOf(call, events), [call, events])
  if (status === null) return <p className={styles.hint}>{t('atOnce')}</p>
  const lastsMs = Math.max(0, (endedAtMs ?? atMs) - call.at)
  return (
    <>
      <p className={styles.effect}>{t(endedAtMs === null ? 'under' : status === 'DELETING' ? 'deleted' : 'over', { status, duration: formats.duration(lastsMs) })}</p>
      {withSteps ? (
        <ol className={styles.steps}>
          {steps.slice(0, STEPS_SHOWN_MAX).map((step, index) => (
            <li key={index}>
              <button type="button" onClick={() => actions.goTo(step.at)}>
                <time>{clockText(step.at)}</time> {say(describeEvent(step))}
              </button>
            </li>
          ))}
          {steps.length > STEPS_SHOWN_MAX ? <li className={styles.hint}>{t('moreSteps', { steps: steps.length - STEPS_SHOWN_MAX })}</li> : null}
        </ol>
      ) : null}
    </>
  )
}
