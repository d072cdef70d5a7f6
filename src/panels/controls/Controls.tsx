/** The left rail: everything that changes the world, from the stream down to a single worker. */
import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import { ApplicationControls } from './ApplicationControls'
import { FollowKey } from './FollowKey'
import { ProducerControls } from './ProducerControls'
import { StreamControls } from './StreamControls'
import { TrafficControls } from './TrafficControls'
import styles from './Controls.module.css'

export function Controls() {
  const { t } = useTranslation('controls')
  return (
    <div className={styles.controls}>
      <Section title={t('stream')}>
        <StreamControls />
      </Section>
      <Section title={t('traffic')}>
        <TrafficControls />
      </Section>
      <Section title={t('producers')}>
        <ProducerControls />
      </Section>
      <Section title={t('applications')}>
        <ApplicationControls />
      </Section>
      <Section title={t('followKey')}>
        <FollowKey />
      </Section>
    </div>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className={styles.section} open>
      <summary className={styles.summary}>
        <h2 className={styles.title}>{title}</h2>
      </summary>
      <div className={styles.body}>{children}</div>
    </details>
  )
}
