/** The three cures, one click each, with what each would do here; and what came of those that were tried. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Diagnosis } from '../../engine/diagnosis'
import { useActions, useWorld } from '../../store/hooks'
import { CallProblem } from '../serviceRefusals/CallProblem'
import { CureRow } from './CureRow'
import { CURE_NAMES, curesOf } from './cures'
import type { CureName } from './cures'
import { trialsUntil, withTrial } from './trials'
import type { Trial } from './trials'
import styles from './Cures.module.css'

const OPERATIONS = ['UpdateShardCount', 'SplitShard'] as const
const NO_TRIALS: readonly Trial[] = []

export function Cures({ diagnosis }: { diagnosis: Diagnosis }) {
  const { t } = useTranslation('diagnosis')
  const { submit } = useActions()
  const summary = useWorld((world) => world.summary)
  const sources = useWorld((world) => world.sources)
  const [tried, setTried] = useState(NO_TRIALS)
  if (summary === null) return null
  const cures = curesOf(diagnosis, summary, sources)
  const now = { atMs: summary.atMs, refused: diagnosis.stream.recordsRefused }
  const trials = trialsUntil(tried, summary.atMs)
  const tryOut = (name: CureName) => {
    const { commands } = cures[name]
    if (commands === null) return
    for (const command of commands) submit(command)
    setTried(withTrial(trials, { cure: name, atMs: now.atMs, refusedNow: now.refused }))
  }
  return (
    <section className={styles.cures} aria-labelledby="diagnosis-cures">
      <h3 id="diagnosis-cures">{t('cures')}</h3>
      <ul>
        {CURE_NAMES.map((name) => (
          <CureRow key={name} name={name} cures={cures} diagnosis={diagnosis} trial={trials.findLast(({ cure }) => cure === name) ?? null} now={now} onTry={() => tryOut(name)} />
        ))}
      </ul>
      {trials[0] === undefined ? null : <CallProblem operations={OPERATIONS} streamName={summary.stream.streamName} isMeant={({ at }) => at >= (trials[0]?.atMs ?? 0)} />}
    </section>
  )
}
