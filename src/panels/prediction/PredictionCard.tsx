/** Asks before a story shows: a choice, the run, and what came of it, measured in the run. */
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import { useActions, useSetView, useWorld } from '../../store/hooks'
import { clockText, useFormats } from '../../strings/formats'
import controls from '../../widgets/controls.module.css'
import { FloatingCard } from '../../widgets/FloatingCard'
import { measure, PREDICTION_CHOICES, predictionOf, type Measured, type Prediction, type PredictionChoice } from './predictions'
import styles from './Prediction.module.css'

export function PredictionCard() {
  const { t } = useTranslation('prediction')
  const scenarioId = useWorld((world) => world.scenarioId)
  const setView = useSetView()
  const prediction = predictionOf(scenarioId)
  const { pause } = useActions()
  useEffect(() => {
    // Whoever is asked must have the time to think.
    if (prediction !== null) pause()
  }, [prediction, pause])
  if (prediction === null) return null
  return (
    <FloatingCard title={t('title')} closeLabel={t('close')} asked={scenarioId} onClose={() => setView({ isPredicting: false })}>
      <Question key={scenarioId} prediction={prediction} />
    </FloatingCard>
  )
}

function Question({ prediction }: { prediction: Prediction }) {
  const { t } = useTranslation('prediction')
  const { play, pause } = useActions()
  const [choice, setChoice] = useState<PredictionChoice | null>(null)
  const measured = useWorld(useShallow(({ summary }) => (summary === null ? null : measure(prediction, summary))))
  const { key, fromMs, toMs } = prediction
  const isAnswered = measured !== null
  useEffect(() => {
    // The result wants to be read, too.
    if (isAnswered) pause()
  }, [isAnswered, pause])
  return (
    <div className={styles.body}>
      <p className={styles.question} id="prediction-question">
        {t(`${key}.question`, { at: clockText(fromMs) })}
      </p>
      <div className={styles.choices} role="group" aria-labelledby="prediction-question">
        {PREDICTION_CHOICES.map((each) => (
          <button
            key={each}
            type="button"
            className={controls.button}
            aria-pressed={choice === each}
            data-truth={measured?.truth === each}
            disabled={isAnswered}
            onClick={() => {
              setChoice(each)
              play()
            }}
          >
            {t(`${key}.${each}`)}
            {measured?.truth === each ? <strong className={styles.truth}>✓ {t('truth')}</strong> : null}
          </button>
        ))}
      </div>
      <p className={styles.hint} role="status">
        {measured === null ? t(choice === null ? 'choose' : 'watch', { until: clockText(toMs) }) : null}
      </p>
      {measured === null ? null : <Outcome prediction={prediction} measured={measured} choice={choice} />}
    </div>
  )
}

function Outcome({ prediction, measured, choice }: { prediction: Prediction; measured: Measured; choice: PredictionChoice | null }) {
  const { t } = useTranslation('prediction')
  const { duration } = useFormats()
  const setView = useSetView()
  const { key, application, fromMs, toMs } = prediction
  const { lagBeforeMs, lagAfterMs, truth } = measured
  return (
    <section className={styles.outcome} aria-live="polite">
      <h3>{choice === null ? t('outcome') : choice === truth ? t('right') : t('wrong')}</h3>
      <p>{t(`${key}.measured`, { before: duration(lagBeforeMs), from: clockText(fromMs), after: duration(lagAfterMs), to: clockText(toMs) })}</p>
      <p>{t(`${key}.explanation`)}</p>
      <button type="button" className={controls.button} onClick={() => setView({ whyAsked: { application, shardId: null } })}>
        {t('why')}
      </button>
    </section>
  )
}
